import type { Clock } from './gateway'

/**
 * Returns a clock that never goes back: while the one it is given does, it goes on by the time that has elapsed. Rates, breakers and periods of budgets
 * rely on that.
 */
export const steadyClock = ({ now, elapsed }: Clock): Clock => {
  let last = { now: now(), elapsed: elapsed() }
  return {
    elapsed,
    now: () => {
      const at = elapsed()
      last = { now: Math.max(now(), last.now + at - last.elapsed), elapsed: at }
      return Math.floor(last.now)
    }
  }
}
