import * as TE from 'fp-ts/TaskEither'
import {
  keptSnapshots,
  type Store,
  type StoreFailure,
  type StoredEvent,
  type StoredSnapshot
} from './store'

const done = <A>(make: () => A): TE.TaskEither<StoreFailure, A> => TE.fromIO<A, StoreFailure>(make)

/**
 * Returns a store that forgets everything with the process: for tests, simulations and as the reference of the laws.
 *
 * @category store
 * @since 0.1.0
 * @example
 * import { makeMemoryStore } from '@stageroute/store'
 *
 * const store = makeMemoryStore()
 * const kept = store.append([{ kind: 'answered', key: 'a', at: 0, body: '{}' }])
 * void kept().then((positions) => positions) // [1]
 * typeof kept // => 'function'
 */
export const makeMemoryStore = (): Store => {
  let events: Array<StoredEvent> = []
  let last = 0
  const byKey = new Map<string, number>()
  const byName = new Map<string, ReadonlyArray<StoredSnapshot>>()
  return {
    append: (added) =>
      done(() =>
        added.map((event) => {
          const known = event.key === null ? undefined : byKey.get(event.key)
          if (known !== undefined) return known
          const position = ++last
          events.push({ ...event, position })
          if (event.key !== null) byKey.set(event.key, position)
          return position
        })
      ),
    read: (after, most) =>
      done(() => {
        const from = events.findIndex(({ position }) => position > after)
        return from < 0 ? [] : events.slice(from, from + most)
      }),
    forget: ({ before, earlierThan, most }) =>
      done(() => {
        const end = Math.min(before, last)
        const kept = events.filter(
          ({ position, at }, i) => i >= most || position >= end || at >= earlierThan
        )
        const forgotten = events.length - kept.length
        events = kept
        byKey.clear()
        for (const { key, position } of kept) if (key !== null) byKey.set(key, position)
        return forgotten
      }),
    putSnapshot: (name, snapshot) =>
      done(() => {
        const others = (byName.get(name) ?? []).filter(
          ({ position }) => position !== snapshot.position
        )
        const newest = [snapshot, ...others].sort((a, b) => b.position - a.position)
        byName.set(name, newest.slice(0, keptSnapshots))
      }),
    snapshots: (name) => done(() => byName.get(name) ?? []),
    close: () => Promise.resolve()
  }
}
