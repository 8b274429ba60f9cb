import { makeUniformField, readField, type UniformField } from '@stageroute/numeric'
import {
  epochsOf,
  type ArmTruth,
  type CategoryTruth,
  type Environment,
  type Epoch,
  type OutcomeSource
} from '../environment'

/**
 * How an arm differs from what it was: each of its rewards is kept with probability `kept` and lost otherwise, and what an answer lacks to
 * a reward of one is made up with probability `raised`; its costs are multiplied by `price`. Means follow exactly.
 *
 * Requires: `kept` and `raised` in [0, 1], `price` of at least 0.
 *
 * @category drift
 * @since 0.1.0
 */
export interface ArmShift {
  readonly arm: number
  readonly kept: number
  readonly raised: number
  readonly price: number
}

/**
 * From query `start` on the arms differ from the environment as it was made in these ways, and no other.
 *
 * @category drift
 * @since 0.1.0
 */
export interface Shift {
  readonly start: number
  readonly arms: ReadonlyArray<ArmShift>
}

const unshifted: Omit<ArmShift, 'arm'> = { kept: 1, raised: 0, price: 1 }

/**
 * Returns an environment that drifts: `shifts`, by rising start, say how its arms differ from those of another one as time goes on.
 *
 * @category drift
 * @since 0.1.0
 */
export const withShifts = (environment: Environment, shifts: ReadonlyArray<Shift>): Environment => {
  const count = environment.arms.length
  const tables = shifts.map((shift) => toTable(shift, count))
  const most = environment.arms.map((_, arm) =>
    tables.reduce((price, table) => Math.max(price, (table[arm] ?? unshifted).price), 1)
  )
  const tableAt = (query: number): ShiftTable | undefined =>
    tables[shifts.findLastIndex(({ start }) => start <= query)]
  const base = epochsOf(environment)
  const starts = [...new Set([...base, ...shifts].map(({ start }) => start))]
  const epochs = starts
    .sort((a, b) => a - b)
    .map((start): Epoch => {
      const epoch = base.findLast((one) => one.start <= start) ?? base[0]
      const { arms, categories } = epoch ?? environment
      return { start, ...shiftTruth(arms, categories, tableAt(start), most) }
    })
  const [first, ...changes] = epochs
  return {
    ...environment,
    id: environment.id + DRIFTING,
    arms: first?.arms ?? environment.arms,
    categories: first?.categories ?? environment.categories,
    changes,
    largestCost: environment.arms.reduce(
      (largest, arm, m) => Math.max(largest, arm.largestCost * (most[m] ?? 1)),
      0
    ),
    open: (seed, queries) =>
      openShifted(environment.open(seed, queries), { shifts, tables }, makeFate(environment, seed))
  }
}

const DRIFTING = ', drifting'

/** Drift of what drifts already is independent of that. */
const makeFate = ({ id }: Environment, seed: number): UniformField => {
  const before = id.split(DRIFTING).length - 1
  return makeUniformField(seed, before === 0 ? 'drift' : `drift ${before + 1}`)
}

/** A shift per arm. */
type ShiftTable = ReadonlyArray<Omit<ArmShift, 'arm'>>

const toTable = ({ arms }: Shift, count: number): ShiftTable =>
  Array.from({ length: count }, (_, m) => arms.find(({ arm }) => arm === m) ?? unshifted)

const shiftedReward = (mean: number, { kept, raised }: Omit<ArmShift, 'arm'>): number =>
  kept * mean + raised * (1 - kept * mean)

const shiftTruth = (
  arms: ReadonlyArray<ArmTruth>,
  categories: CategoryTruth,
  table: ShiftTable | undefined,
  most: ReadonlyArray<number>
): Pick<Epoch, 'arms' | 'categories'> => {
  const shiftOf = (cell: number): Omit<ArmShift, 'arm'> => table?.[cell % arms.length] ?? unshifted
  return {
    arms: arms.map((arm, m) => ({
      ...arm,
      meanReward: shiftedReward(arm.meanReward, shiftOf(m)),
      meanCost: arm.meanCost * shiftOf(m).price,
      largestCost: arm.largestCost * (most[m] ?? 1)
    })),
    categories: {
      ...categories,
      reward: categories.reward.map((mean, cell) => shiftedReward(mean, shiftOf(cell))),
      cost: categories.cost.map((mean, cell) => mean * shiftOf(cell).price)
    }
  }
}

const openShifted = (
  base: OutcomeSource,
  {
    shifts,
    tables
  }: { readonly shifts: ReadonlyArray<Shift>; readonly tables: ReadonlyArray<ShiftTable> },
  fate: UniformField
): OutcomeSource => {
  // Queries mostly come in order: the shift of the last one is where to start looking.
  let current = -1
  const find = (query: number): void => {
    while (current + 1 < shifts.length && (shifts[current + 1]?.start ?? 0) <= query) current++
    while (current >= 0 && (shifts[current]?.start ?? 0) > query) current--
  }
  const source: OutcomeSource = {
    ...base,
    read: (query, arm) => {
      base.read(query, arm)
      source.reward = base.reward
      source.cost = base.cost
      find(query)
      const shift = tables[current]?.[arm]
      if (shift === undefined || shift === unshifted) return
      readField(fate, query, arm)
      if (fate.first >= shift.kept) source.reward = 0
      if (fate.second < shift.raised) source.reward = 1
      source.cost *= shift.price
    }
  }
  return source
}
