import { findBadEntry, invalidSnapshot, isCount } from '@stageroute/estimators'
import { keepNumbers, type Kept } from './kept'

/** A count per arm. */
export const keepCounts = (kind: string, counts: Float64Array): Kept =>
  keepNumbers({
    layout: {
      kind,
      version: 1,
      figures: ['size'],
      columns: ['count'],
      lengthOf: ({ size }) => size ?? 0
    },
    read: () => ({ figures: { size: counts.length }, columns: { count: counts } }),
    findProblem: (snapshot) =>
      snapshot.figures['size'] === counts.length
        ? findBadEntry(snapshot, 'count', isCount, 'is no count')
        : invalidSnapshot('figures.size', 'is another number of arms'),
    write: ({ columns }) => counts.set(columns['count'] ?? [])
  })
