import {
  makeArmTable,
  restoreDetector,
  restoreTable,
  snapshotDetector,
  snapshotTable
} from '@stageroute/estimators'
import { keepClock } from '../keep-clock'
import { keepColumn } from '../keep-column'
import { keepCapacities, keepRetired } from '../keep-parts'
import { keepTried } from '../keep-tried'
import type { Kept } from '../kept'
import { makeRewardDetector, refreshBounds, type RemainingBounds } from './remaining-bounds'

/** What the bounds follow from. The clock comes last: with it they are taken anew. */
export const keepBounds = (bounds: RemainingBounds): ReadonlyArray<Kept> => {
  const { settings, table, detector, capacity, most, isRetired } = bounds
  return [
    keepTried({
      name: 'table',
      thing: table,
      makeOther: () => makeArmTable(settings.maxArms),
      snapshot: snapshotTable,
      restore: restoreTable
    }),
    keepTried({
      name: 'detector',
      thing: detector,
      makeOther: () => makeRewardDetector(settings.maxArms),
      snapshot: snapshotDetector,
      restore: restoreDetector
    }),
    keepCapacities(
      settings.maxArms,
      () => capacity.subarray(0, table.size),
      (capacities) => {
        capacity.fill(0)
        capacity.set(capacities)
      }
    ),
    keepColumn('largest-costs', most, {
      isGood: (cost) => cost >= 0,
      problem: 'is no amount of money'
    }),
    keepRetired(isRetired),
    keepClock(bounds, (query) => refreshBounds(bounds, query))
  ]
}
