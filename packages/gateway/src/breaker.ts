/**
 * When a server that fails is left alone.
 *
 * Unit: milliseconds; `failureShare` in (0, 1].
 *
 * @category breaker
 * @since 0.1.0
 */
export interface BreakerRule {
  /** Calls are counted over windows of this length. */
  readonly windowMs: number
  /** Calls of a window from which on it tells something. */
  readonly leastCalls: number
  /** Share of failed calls from which on the server is left alone. */
  readonly failureShare: number
  readonly cooldownMs: number
}

/**
 * A circuit breaker: closed, it lets every call through; open, none until its cooldown has passed; then one, on which it depends.
 *
 * @category breaker
 * @since 0.1.0
 */
export interface Breaker {
  readonly rule: BreakerRule
  windowStart: number
  calls: number
  failures: number
  /** No call before; 0 while closed. */
  openUntil: number
  isProbing: boolean
}

/**
 * Returns a closed breaker.
 *
 * @category breaker
 * @since 0.1.0
 * @example
 * import { admits, makeBreaker, recordFailure } from '@stageroute/gateway'
 *
 * const breaker = makeBreaker({ windowMs: 60_000, leastCalls: 2, failureShare: 0.5, cooldownMs: 5000 })
 * recordFailure(breaker, 0, null)
 * recordFailure(breaker, 10, null)
 * admits(breaker, 20) // => false
 * admits(breaker, 5010) // => true
 */
export const makeBreaker = (rule: BreakerRule): Breaker => ({
  rule,
  windowStart: 0,
  calls: 0,
  failures: 0,
  openUntil: 0,
  isProbing: false
})

/**
 * Tells whether a call may be made now. After a cooldown the first that asks may, and no other until it is known how that went.
 *
 * Unit: `now` in milliseconds of a clock that does not go back.
 *
 * @category breaker
 * @since 0.1.0
 */
export const admits = (breaker: Breaker, now: number): boolean => {
  if (breaker.openUntil === 0) return true
  if (now < breaker.openUntil || breaker.isProbing) return false
  breaker.isProbing = true
  return true
}

const startWindow = (breaker: Breaker, now: number): void => {
  breaker.windowStart = now
  breaker.calls = 0
  breaker.failures = 0
}

const countCall = (breaker: Breaker, now: number): void => {
  if (now - breaker.windowStart >= breaker.rule.windowMs) startWindow(breaker, now)
  breaker.calls++
}

/**
 * A call went well: a breaker that waited for it closes.
 *
 * @category breaker
 * @since 0.1.0
 */
export const recordSuccess = (breaker: Breaker, now: number): void => {
  if (breaker.isProbing) {
    breaker.isProbing = false
    breaker.openUntil = 0
    startWindow(breaker, now)
  }
  countCall(breaker, now)
}

/**
 * A call failed. Too many of them open the breaker, and so does a failure of the call that it waited for, or a server that asks to be left alone for a time
 * (`askedMs`, else null).
 *
 * @category breaker
 * @since 0.1.0
 */
export const recordFailure = (breaker: Breaker, now: number, askedMs: number | null): void => {
  countCall(breaker, now)
  breaker.failures++
  const { leastCalls, failureShare, cooldownMs } = breaker.rule
  const isTooMany = breaker.calls >= leastCalls && breaker.failures >= failureShare * breaker.calls
  if (askedMs === null && !isTooMany && !breaker.isProbing) return
  breaker.isProbing = false
  breaker.openUntil = Math.max(breaker.openUntil, now + Math.max(1, askedMs ?? cooldownMs))
}

/**
 * A call that a breaker waited for ended without saying anything of the server, as when the client left: the next may ask.
 *
 * @category breaker
 * @since 0.1.0
 */
export const recordNothing = (breaker: Breaker): void => {
  breaker.isProbing = false
}
