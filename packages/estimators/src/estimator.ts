import type * as E from 'fp-ts/Either'
import type { ArmTable } from './arm-table'
import type { SettingCheck } from './settings'
import type { InvalidSnapshot, Snapshot } from './snapshot'

/**
 * What an estimator is made for.
 *
 * Unit: `costMin` and `costMax`, the paper's c_1 and c_2, in USD per query; a family's statement about costs holds where every single
 * cost lies between them.
 * Requires: as `makeEstimator` checks.
 *
 * @category port
 * @since 0.1.0
 */
export interface EstimatorSettings {
  /** Most arms that ever arrive. */
  readonly maxArms: number
  /** c_1, the least cost bound. */
  readonly costMin: number
  /** c_2, the greatest cost bound. */
  readonly costMax: number
}

/**
 * Statistics of arms, and bounds of their mean reward and cost by one family of indices. `level` is how unlikely a miss is to be, in nats
 * (see `queryLevel`, `unionLevel`). Bounds are asked for arms that exist; of an arm without observations they are exactly the ends of the
 * range (a cost prior counts as observations).
 *
 * `estimatorLaws` of `@stageroute/estimators/testing` says in full what an implementation promises.
 *
 * @category port
 * @since 0.1.0
 */
export interface Estimator {
  /** The counts and moments behind the bounds; to be read, not written. */
  readonly table: ArmTable
  /** Adds an arm and returns its index, or -1 when there is no room. */
  readonly addArm: () => number
  /** As `setCostPrior`. */
  readonly setCostPrior: (arm: number, cost: number, pulls: number) => boolean
  /** As the function `observe`: true when the observation counts; an impossible one changes nothing but the count of refusals. */
  readonly observe: (arm: number, reward: number, cost: number) => boolean
  /** As the function `observeReward`. */
  readonly observeReward: (arm: number, reward: number, weight?: number) => boolean
  /** As the function `observeCost`. */
  readonly observeCost: (arm: number, cost: number) => boolean
  /** The estimate of an arm's mean reward, between its bounds. */
  readonly rewardMean: (arm: number) => number
  /** The reward upper bound, in [0, 1]. */
  readonly rewardUpper: (arm: number, level: number) => number
  /** The reward lower bound, in [0, 1]. */
  readonly rewardLower: (arm: number, level: number) => number
  /** The estimate of an arm's mean cost, in [c_1, c_2]. */
  readonly costMean: (arm: number) => number
  /** The cost upper bound, in [c_1, c_2]. */
  readonly costUpper: (arm: number, level: number) => number
  /** The cost lower bound, in [c_1, c_2]. */
  readonly costLower: (arm: number, level: number) => number
  /** A draw from the posterior of the mean reward; of posterior families alone. */
  readonly drawReward?: (arm: number) => number
  /** A draw from the posterior of the mean cost; of posterior families alone. */
  readonly drawCost?: (arm: number) => number
  /** Everything known, as a document for JSON. */
  readonly snapshot: () => Snapshot
  /** Puts a snapshot in the place of everything known, or says why not and changes nothing. */
  readonly restore: (document: unknown) => E.Either<InvalidSnapshot, ArmTable>
}

/**
 * A family of indices as a value: what it is, what it promises, and how to make an estimator of it.
 *
 * - `heuristic`: promises no probability.
 * - `fixedSample`: holds at a number of pulls fixed beforehand; bounds that are looked at again and again need a union over the looks.
 * - `timeUniform`: holds at all numbers of pulls together.
 * - `posterior`: holds over the prior's draw of the arm; estimators also draw.
 *
 * @category port
 * @since 0.1.0
 */
export interface IndexFamily {
  readonly id: string
  /** Where it was published. */
  readonly source: string
  /** What holds, for which numbers of pulls, with what probability. */
  readonly validity: string
  readonly kind: 'heuristic' | 'fixedSample' | 'timeUniform' | 'posterior'
  /** Whether the order of observations changes rounding only. */
  readonly isOrderIndependent: boolean
  /** Whether rewards may have weights other than 1. */
  readonly isWeighted: boolean
  /** What must hold of the family's own settings. */
  readonly checks: ReadonlyArray<SettingCheck>
  /** Makes an estimator of settings that `makeEstimator` has checked. */
  readonly open: (settings: EstimatorSettings) => Estimator
}
