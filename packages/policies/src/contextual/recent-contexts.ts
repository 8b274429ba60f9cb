import { findBadEntry, invalidSnapshot, isCount } from '@stageroute/estimators'
import { keepNumbers, type Kept } from '../kept'
import type { QueryContext } from '../policy'

/** The features of the last queries. */
export interface RecentContexts {
  readonly add: (context: QueryContext) => void
  readonly size: () => number
  /** Calls back with each of them, oldest places first; the context is the same object every time. */
  readonly forEach: (look: (context: QueryContext, place: number) => void) => void
  readonly part: Kept
}

/** None yet; of more than `most` the oldest are forgotten. */
export const makeRecentContexts = (features: number, most: number): RecentContexts => {
  const rows = new Float64Array(most * features)
  const context = { category: 0, features: new Float64Array(features) }
  let added = 0
  const size = (): number => Math.min(added, most)
  return {
    add: (seen) => {
      rows.set(seen.features, (added % most) * features)
      added++
    },
    size,
    forEach: (look) => {
      for (let place = 0; place < size(); place++) {
        context.features.set(rows.subarray(place * features, (place + 1) * features))
        look(context, place)
      }
    },
    part: keepNumbers({
      layout: {
        kind: 'recent-contexts',
        version: 1,
        figures: ['added', 'length'],
        columns: ['rows'],
        lengthOf: ({ length }) => length ?? 0
      },
      read: () => ({ figures: { added, length: rows.length }, columns: { rows } }),
      findProblem: (snapshot) =>
        snapshot.figures['length'] === rows.length && isCount(snapshot.figures['added'] ?? -1)
          ? findBadEntry(snapshot, 'rows', Number.isFinite, 'is no feature')
          : invalidSnapshot('figures', 'are those of other contexts'),
      write: ({ figures, columns }) => {
        added = figures['added'] ?? 0
        rows.set(columns['rows'] ?? [])
      }
    })
  }
}
