import { invalidSnapshot, isCount, type IndexFamily } from '@stageroute/estimators'
import { keepCapacities, keepRetired } from './keep-parts'
import { keepTried } from './keep-tried'
import { keepNumbers, type Kept } from './kept'
import { openFamily, setLevel, type LevelledBounds } from './levelled-bounds'

/** Everything that bounds at a level follow from; the level comes last, because the bounds are taken anew with it. */
export const keepLevelled = (bounds: LevelledBounds, family: IndexFamily): ReadonlyArray<Kept> => {
  const { settings, estimator, capacity, isRetired } = bounds
  return [
    keepTried({
      name: 'table',
      thing: estimator,
      makeOther: () => openFamily(family, settings),
      snapshot: (told) => told.snapshot(),
      restore: (told, document) => told.restore(document)
    }),
    keepCapacities(
      settings.maxArms,
      () => capacity.subarray(0, estimator.table.size),
      (capacities) => {
        capacity.fill(0)
        capacity.set(capacities)
      }
    ),
    keepRetired(isRetired),
    keepClock(bounds)
  ]
}

const keepClock = (bounds: LevelledBounds): Kept =>
  keepNumbers({
    layout: {
      kind: 'clock',
      version: 1,
      figures: ['done', 'setAt'],
      columns: [],
      lengthOf: () => 0
    },
    read: () => ({ figures: { done: bounds.done, setAt: bounds.setAt }, columns: {} }),
    findProblem: ({ figures: { done = 0, setAt = 0 } }) =>
      isCount(done) && isCount(setAt) && setAt >= 1
        ? undefined
        : invalidSnapshot('figures', 'is no count of queries and the query of a level'),
    write: ({ figures }) => {
      bounds.done = figures['done'] ?? 0
      setLevel(bounds, figures['setAt'] ?? 1)
    }
  })
