/** An arm of a synthetic world: its true means, the share it may take, the stage it arrives with. */
export interface SyntheticArm {
  readonly reward: number
  readonly cost: number
  readonly capacity: number
  readonly stage: number
  /** The stage from which it is no longer there. */
  readonly end?: number
}

/**
 * A small world in which laws are checked.
 *
 * Unit: `cost` and `budget` in USD per query.
 */
export interface Scenario {
  readonly name: string
  readonly seed: number
  readonly arms: ReadonlyArray<SyntheticArm>
  readonly maxDeployed: number
  readonly budget: number
  readonly stages: number
  readonly stageLength: number
  /** No opening float, and nobody knows how long the stream is. */
  readonly isBare?: boolean
  /** Queries until a reward comes, every third of which never does; 0 by default, when all come. */
  readonly lag?: number
  /** Queries have no context. */
  readonly isPlain?: boolean
}

/** The dearest query of an arm, in means. */
export const largestToMean = 1.5

/** The most that a query can cost with an arm, USD. */
export const largestCostOf = ({ cost }: SyntheticArm): number => largestToMean * cost

const armsOf = (
  capacities: ReadonlyArray<number>,
  arrivals: ReadonlyArray<number>
): ReadonlyArray<SyntheticArm> =>
  capacities.map((capacity, arm) => ({
    reward: 0.35 + 0.1 * ((arm * 3) % 6),
    cost: 0.0005 * (1 + ((arm * 5) % 7)),
    capacity,
    stage: arrivals[arm] ?? 0
  }))

const streaming = armsOf(Array<number>(7).fill(0.4), [0, 0, 0, 1, 2, 2, 4])
const size = { stages: 6, stageLength: 40 }

/** Every shape of trouble that a policy should take: infeasible, degenerate, scarce, free. */
export const scenarios: ReadonlyArray<Scenario> = [
  { name: 'ample budget', seed: 1, arms: streaming, maxDeployed: 4, budget: 0.01, ...size },
  { name: 'tight budget', seed: 2, arms: streaming, maxDeployed: 4, budget: 0.0012, ...size },
  {
    name: 'no float, no known end',
    seed: 10,
    arms: streaming,
    maxDeployed: 4,
    budget: 0.0025,
    isBare: true,
    ...size
  },
  {
    name: 'late and missing rewards',
    seed: 11,
    arms: streaming,
    maxDeployed: 4,
    budget: 0.002,
    lag: 55,
    ...size
  },
  {
    name: 'arms that end',
    seed: 12,
    arms: streaming.map((arm, i) => (i % 3 === 0 ? { ...arm, end: 3 + i / 3 } : arm)),
    maxDeployed: 4,
    budget: 0.002,
    ...size
  },
  { name: 'no budget', seed: 3, arms: streaming, maxDeployed: 3, budget: 0, ...size },
  {
    name: 'unequal capacities',
    seed: 4,
    arms: armsOf([0.1, 0.9, 0.3, 0.25, 1, 0.6, 0.05], [0, 0, 0, 1, 2, 3, 3]),
    maxDeployed: 3,
    budget: 0.0015,
    ...size
  },
  {
    name: 'one slot',
    seed: 5,
    arms: armsOf([1, 1, 1, 1], [0, 0, 1, 3]),
    maxDeployed: 1,
    budget: 0.002,
    ...size
  },
  {
    name: 'fewer arms than slots',
    seed: 6,
    arms: armsOf([0.7, 0.7], [0, 0]),
    maxDeployed: 5,
    budget: 0.0015,
    ...size
  },
  {
    name: 'one arm',
    seed: 7,
    arms: armsOf([1], [0]),
    maxDeployed: 3,
    budget: 0.001,
    isPlain: true,
    ...size
  },
  {
    name: 'capacities that fall short',
    seed: 8,
    arms: armsOf([0.2, 0.15, 0.2, 0.25, 0.2], [0, 0, 1, 2, 2]),
    maxDeployed: 3,
    budget: 0.002,
    ...size
  },
  {
    name: 'free arms',
    seed: 9,
    arms: streaming.map((arm) => ({ ...arm, cost: 0 })),
    maxDeployed: 4,
    budget: 0.001,
    ...size
  }
]
