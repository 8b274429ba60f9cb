import type { IndexFamily } from '@stageroute/estimators'
import { keepClock } from './keep-clock'
import { keepCapacities, keepRetired } from './keep-parts'
import { keepTried } from './keep-tried'
import type { Kept } from './kept'
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
    keepClock(bounds, (query) => setLevel(bounds, query))
  ]
}
