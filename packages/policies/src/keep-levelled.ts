import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { invalidSnapshot, isCount, type Estimator, type IndexFamily } from '@stageroute/estimators'
import { keepCapacities, keepRetired } from './keep-parts'
import { keepNumbers, type Kept } from './kept'
import { openFamily, setLevel, type LevelledBounds } from './levelled-bounds'

/** Everything that bounds at a level follow from; the level comes last, because the bounds are taken anew with it. */
export const keepLevelled = (bounds: LevelledBounds, family: IndexFamily): ReadonlyArray<Kept> => {
  const { settings, estimator, capacity, isRetired } = bounds
  return [
    keepEstimator(estimator, () => openFamily(family, settings)),
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

/** What an estimator was told, tried on another one first. */
export const keepEstimator = (estimator: Estimator, openOther: () => Estimator): Kept => ({
  name: 'table',
  snapshot: () => estimator.snapshot(),
  open: (document) =>
    pipe(
      openOther().restore(document),
      E.map(() => () => void estimator.restore(document))
    )
})

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
