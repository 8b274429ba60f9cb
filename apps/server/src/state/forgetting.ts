import * as E from 'fp-ts/Either'
import { keptSnapshots } from '@stageroute/store'
import type { Gateway } from '../gateway'

const DAY_MS = 86_400_000

/** Events that are looked at at a time: no request is to wait for more. */
const MOST = 200

/** How long it is waited when few were old, milliseconds. */
const PAUSE_MS = 10_000

/**
 * Forgets, bit by bit, what has been kept for longer than the configuration wants it. What may still be needed to recover is never forgotten: it is behind
 * the oldest of the snapshots.
 */
export const makeForgetting = (gateway: Gateway): { readonly tick: () => Promise<void> } => {
  const { store, clock, log, snapshots } = gateway
  let nextAt = clock.elapsed()
  let isBusy = false
  return {
    tick: async () => {
      const { keepDays } = gateway.setup.config.state
      const isSafe = snapshots.length === keptSnapshots
      if (keepDays === null || !isSafe || isBusy || clock.elapsed() < nextAt) return
      isBusy = true
      const before = Math.min(...snapshots)
      const earlierThan = clock.now() - keepDays * DAY_MS
      const forgotten = await store.forget({ before, earlierThan, most: MOST })()
      if (E.isLeft(forgotten))
        log.warn({ problem: forgotten.left.problem }, 'old records are still there')
      if (E.isLeft(forgotten) || forgotten.right < MOST) nextAt = clock.elapsed() + PAUSE_MS
      isBusy = false
    }
  }
}
