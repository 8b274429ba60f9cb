import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError, Interval } from '@stageroute/contracts'
import {
  firstWrong,
  isAmount,
  isCount,
  isFinite,
  isIndex,
  isShare,
  mustBe,
  mustBeAmount,
  mustBeCount,
  mustBeFinite,
  mustBeIndex,
  type Check
} from './checks'

/**
 * What is known of one arm when a stage is planned.
 *
 * Unit: `reward` in [0, 1]; `cost` and `largestCost` in USD per query; `capacity` and `minShare` in shares of the queries; `switchCost` in reward,
 *   once; times are the caller's.
 *
 * @category plan
 * @since 0.1.0
 */
export interface InventoryArm {
  readonly id: string
  readonly reward: Interval
  readonly cost: Interval
  /** Observations; of an arm never observed, 0, the upper reward is 1 and the lower cost what its price list promises. */
  readonly pulls: number
  /** Largest share of the queries it may take. */
  readonly capacity: number
  /** Least share it must be given while it is deployed; none where not given. */
  readonly minShare?: number
  /** What it costs to deploy it where it is not. */
  readonly switchCost: number
  readonly provider: string | null
  readonly capabilities: ReadonlyArray<string>
  /** Deployed whatever it earns. */
  readonly isPinned: boolean
  /** Never deployed. */
  readonly isForbidden: boolean
  /** Kept where it is deployed, never newly deployed. */
  readonly isDeprecated: boolean
  readonly arrivedAt: number
  readonly shutdownAt: number | null
  /** The most that one query can cost; null where unknown. */
  readonly largestCost: number | null
  /** Stages in which it was deployed so far, by which unobserved arms take turns; none where not given. */
  readonly stagesDeployed?: number
}

/**
 * What a stage is planned for, and the rules it obeys.
 *
 * Unit: `budget` in USD per query, `coverable` in USD, times the caller's.
 *
 * @category plan
 * @since 0.1.0
 */
export interface StageSettings {
  readonly stage: number
  readonly startsAt: number
  /** When the stage ends; null, or `Infinity`, where unknown. */
  readonly endsAt: number | null
  /** Queries expected in the stage, over which switches are paid off. */
  readonly queries: number
  /** How long before its shutdown an arm must begin to drain. */
  readonly drainTime: number
  readonly budget: number
  readonly maxDeployed: number
  /** The ids of the arms that are deployed now. */
  readonly deployed: ReadonlyArray<string>
  /** Most deployed arms of a provider; no limit for a provider that is not named. */
  readonly atMostOfProvider: Readonly<Record<string, number>>
  /** Capabilities of which each must be had by a deployed arm, because traffic needs it. */
  readonly needed: ReadonlyArray<string>
  /** Most that a single query may set aside; null where there is no limit. */
  readonly coverable: number | null
  /** Whether slots that the best mix leaves empty are used. */
  readonly fillSpare: boolean
  /** Whether the deployed set must be able to serve every query within the budget even if arms cost as much as they may. */
  readonly keepsAffordable: boolean
  /** The number of the plan that is current, null where there is none. */
  readonly previous: number | null
  /** Nodes after which a search for the best set stops; as the optimiser's where not given. */
  readonly nodeLimit?: number
}

const intervalChecks = (
  field: string,
  { lower, estimate, upper }: Interval
): ReadonlyArray<Check> => [
  mustBeFinite(`${field}.lower`, lower),
  mustBeFinite(`${field}.estimate`, estimate),
  mustBeFinite(`${field}.upper`, upper),
  mustBe(`${field}.lower`, lower >= 0, lower, 'at least 0'),
  mustBe(`${field}.estimate`, estimate >= lower, estimate, `at least the lower bound, ${lower}`),
  mustBe(`${field}.upper`, upper >= estimate, upper, `at least the estimate, ${estimate}`)
]

const armChecks = (arm: InventoryArm, at: string): ReadonlyArray<Check> => {
  const { reward, cost, capacity, minShare = 0, shutdownAt, largestCost } = arm
  return [
    mustBe(`${at}.id`, arm.id !== '', '""', 'a name'),
    ...intervalChecks(`${at}.reward`, reward),
    mustBe(`${at}.reward.upper`, reward.upper <= 1, reward.upper, 'at most 1'),
    ...intervalChecks(`${at}.cost`, cost),
    mustBeIndex(`${at}.pulls`, arm.pulls),
    mustBe(`${at}.capacity`, isShare(capacity) && capacity > 0, capacity, 'a share in (0, 1]'),
    mustBe(
      `${at}.minShare`,
      isShare(minShare) && minShare <= capacity,
      minShare,
      'a share of at most the capacity'
    ),
    mustBeAmount(`${at}.switchCost`, arm.switchCost),
    mustBeFinite(`${at}.arrivedAt`, arm.arrivedAt),
    mustBe(
      `${at}.shutdownAt`,
      shutdownAt === null || isFinite(shutdownAt),
      shutdownAt,
      'a finite number or null'
    ),
    mustBe(
      `${at}.largestCost`,
      largestCost === null || isAmount(largestCost),
      largestCost,
      'a finite number of at least 0 or null'
    ),
    mustBeIndex(`${at}.stagesDeployed`, arm.stagesDeployed ?? 0),
    [`${at}.isPinned`, arm.isPinned && arm.isForbidden, 'pinned and forbidden at once']
  ]
}

const firstDouble = (ids: ReadonlyArray<string>): number =>
  ids.findIndex((id, i) => ids.indexOf(id) < i)

const inventoryChecks = (arms: ReadonlyArray<InventoryArm>): ReadonlyArray<Check> => {
  const double = firstDouble(arms.map(({ id }) => id))
  return [
    ['arms', arms.length === 0, 'none, expected at least one'],
    [`arms[${double}].id`, double >= 0, `${arms[double]?.id ?? ''}, which another arm has`],
    ...arms.flatMap((arm, i) => armChecks(arm, `arms[${i}]`))
  ]
}

const settingsChecks = (settings: StageSettings): ReadonlyArray<Check> => {
  const { startsAt, endsAt, deployed, coverable, previous, nodeLimit = 1 } = settings
  const double = firstDouble(deployed)
  return [
    mustBeIndex('stage', settings.stage),
    mustBeFinite('startsAt', startsAt),
    mustBe('endsAt', endsAt === null || endsAt > startsAt, endsAt, `after startsAt, ${startsAt}`),
    mustBeCount('queries', settings.queries),
    mustBeAmount('drainTime', settings.drainTime),
    mustBeAmount('budget', settings.budget),
    mustBeCount('maxDeployed', settings.maxDeployed),
    [`deployed[${double}]`, double >= 0, `${deployed[double] ?? ''}, which is listed twice`],
    ...Object.entries(settings.atMostOfProvider).map(([provider, most]): Check =>
      mustBe(`atMostOfProvider.${provider}`, isIndex(most), most, 'an integer of at least 0')
    ),
    mustBe(
      'coverable',
      coverable === null || isAmount(coverable),
      coverable,
      'a finite number of at least 0 or null'
    ),
    mustBe(
      'previous',
      previous === null || isCount(previous),
      previous,
      'an integer of at least 1 or null'
    ),
    mustBeCount('nodeLimit', nodeLimit)
  ]
}

/** The inventory and the settings, or the first field of them that is wrong. */
export const checkStage = (
  arms: ReadonlyArray<InventoryArm>,
  settings: StageSettings
): E.Either<DomainError, void> =>
  pipe(
    firstWrong('inventory', arms, inventoryChecks(arms)),
    E.chain(() => firstWrong('stage settings', settings, settingsChecks(settings))),
    E.map(() => undefined)
  )

/** When an arm must begin to drain, null where it does not end. */
export const drainsFrom = (
  { shutdownAt }: InventoryArm,
  { drainTime }: { readonly drainTime: number }
): number | null => (shutdownAt === null ? null : shutdownAt - drainTime)
