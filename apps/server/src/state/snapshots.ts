import * as E from 'fp-ts/Either'
import { keptSnapshots } from '@stageroute/store'
import type { Gateway } from '../gateway'
import { snapshotName, snapshotState } from './server-state'

/** The kind of events that stand where a snapshot was taken. */
const markKind = 'snapshot'

/**
 * Keeps a snapshot of this moment, and returns the position of the last event in it; null where it cannot be kept now, which loses nothing: the events
 * are there.
 */
export const takeSnapshot = async (gateway: Gateway): Promise<number | null> => {
  const { engine, keys, keeper, store, clock, log, snapshots } = gateway
  const made = keys.list().filter(({ isConfigured }) => !isConfigured)
  const body = snapshotState(engine, new Map(made.map((key) => [key.id, key])))
  // What was handed in before this very moment is kept before it.
  const position = await keeper.keep({ kind: markKind, key: null, at: clock.now(), body: '' })
  if (position === null) return null
  const put = await store.putSnapshot(snapshotName, { position, body })()
  if (E.isLeft(put)) {
    log.warn({ problem: put.left.problem }, 'the snapshot was not kept')
    return null
  }
  snapshots.push(position)
  if (snapshots.length > keptSnapshots) snapshots.shift()
  return position
}

/** Events after which a snapshot is kept, so that a start has no more to go through, and how long it is waited otherwise, milliseconds. */
const MOST_EVENTS = 20_000
const LONGEST_MS = 300_000

/** Keeps a snapshot whenever it is time for one. */
export const makeSnapshots = (gateway: Gateway): { readonly tick: () => Promise<void> } => {
  const { keeper, clock } = gateway
  let last = { handed: keeper.handed(), at: clock.elapsed() }
  let isBusy = false
  return {
    tick: async () => {
      const events = keeper.handed() - last.handed
      const isDue = events >= MOST_EVENTS || clock.elapsed() - last.at >= LONGEST_MS
      if (isBusy || !isDue || events === 0) return
      isBusy = true
      await takeSnapshot(gateway)
      last = { handed: keeper.handed(), at: clock.elapsed() }
      isBusy = false
    }
  }
}
