import {
  findBadEntry,
  findNoCount,
  invalidSnapshot,
  isCount,
  makeArmTable,
  restoreTable,
  snapshotTable
} from '@stageroute/estimators'
import { seekStream, type Stream } from '@stageroute/numeric'
import { keepTried } from './keep-tried'
import { keepNumbers, type Kept } from './kept'
import { refreshAll, type Learner } from './learner'

/**
 * Returns the place of a policy in its stream, as a part.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const keepStream = (stream: Stream): Kept =>
  keepNumbers({
    layout: { kind: 'stream', version: 1, figures: ['position'], columns: [], lengthOf: () => 0 },
    read: () => ({ figures: { position: stream.position }, columns: {} }),
    findProblem: (snapshot) => findNoCount(snapshot, ['position']),
    write: ({ figures }) => seekStream(stream, figures['position'] ?? 0)
  })

/** What was learned of the arms. Bounds follow from it. */
export const keepTable = (learner: Learner): Kept =>
  keepTried({
    name: 'table',
    thing: learner.table,
    makeOther: () => makeArmTable(learner.settings.maxArms),
    snapshot: snapshotTable,
    restore: (table, document) => {
      const restored = restoreTable(table, document)
      if (table === learner.table) refreshAll(learner)
      return restored
    }
  })

/** A list of arms, such as those that are deployed. */
export const keepArms = (
  kind: string,
  maxArms: number,
  read: () => ReadonlyArray<number>,
  write: (arms: ReadonlyArray<number>) => void
): Kept =>
  keepNumbers({
    layout: {
      kind,
      version: 1,
      figures: ['size'],
      columns: ['arms'],
      lengthOf: ({ size }) => size ?? 0
    },
    read: () => ({
      figures: { size: read().length },
      columns: { arms: Float64Array.from(read()) }
    }),
    findProblem: (snapshot) => {
      const { arms = [] } = snapshot.columns
      const isNext = (arm: number, i: number): boolean =>
        isCount(arm) && arm < maxArms && (i === 0 || arm > (arms[i - 1] ?? arm))
      return findBadEntry(snapshot, 'arms', isNext, 'is no arm, or out of order')
    },
    write: ({ columns }) => write([...(columns['arms'] ?? [])])
  })

/** Capacities by arm, of the arms that have arrived. */
export const keepCapacities = (
  maxArms: number,
  read: () => ReadonlyArray<number> | Float64Array,
  write: (capacities: ReadonlyArray<number>) => void
): Kept =>
  keepNumbers({
    layout: {
      kind: 'capacities',
      version: 1,
      figures: ['size'],
      columns: ['capacity'],
      lengthOf: ({ size }) => size ?? 0
    },
    read: () => ({
      figures: { size: read().length },
      columns: { capacity: Float64Array.from(read()) }
    }),
    findProblem: (snapshot) => {
      const size = snapshot.figures['size'] ?? 0
      const isCapacity = (share: number): boolean => share > 0 && share <= 1
      return size > maxArms
        ? invalidSnapshot('figures.size', `${size} arms, there is room for ${maxArms}`)
        : findBadEntry(snapshot, 'capacity', isCapacity, 'is no share in (0, 1]')
    },
    write: ({ columns }) => write(columns['capacity'] ?? [])
  })

/** What a policy of a learner keeps: what was learned, the capacities of the arms it was learned of, and which of them have ended. */
export const keepLearner = (learner: Learner): ReadonlyArray<Kept> => [
  keepTable(learner),
  keepCapacities(
    learner.settings.maxArms,
    () => learner.capacity.subarray(0, learner.table.size),
    (capacities) => {
      learner.capacity.fill(0)
      learner.capacity.set(capacities)
    }
  ),
  keepRetired(learner.isRetired)
]

/** Which arms have ended, of a mark per arm. */
export const keepRetired = (isRetired: Uint8Array): Kept =>
  keepArms(
    'retired',
    isRetired.length,
    () => Array.from(isRetired.keys()).filter((arm) => isRetired[arm] === 1),
    (arms) => {
      isRetired.fill(0)
      arms.forEach((arm) => (isRetired[arm] = 1))
    }
  )
