import type { PlanReason } from '@stageroute/contracts'
import { drainsFrom, type InventoryArm, type StageSettings } from './inventory'

/**
 * The arms that may be deployed in a stage, as the dense arms of its programme, and why each other one may not.
 *
 * @category plan
 * @since 0.1.0
 */
export interface Candidates {
  /** In the order in which ties are decided: arms never observed by turns, then by arrival, then by id. */
  readonly arms: ReadonlyArray<InventoryArm>
  readonly leftOut: ReadonlyMap<string, PlanReason>
}

/** Stages an unobserved arm was deployed in without being asked anything; observed arms take no turns. */
const turnsOf = ({ pulls, stagesDeployed = 0 }: InventoryArm): number =>
  pulls === 0 ? stagesDeployed : 0

const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const findCandidates = (
  inventory: ReadonlyArray<InventoryArm>,
  settings: StageSettings
): Candidates => {
  const leftOut = new Map<string, PlanReason>()
  const arms = inventory.filter((arm) => {
    const reason = leftOutFor(arm, settings)
    if (reason !== null) leftOut.set(arm.id, reason)
    return reason === null
  })
  return {
    arms: arms.toSorted(
      (a, b) => turnsOf(a) - turnsOf(b) || a.arrivedAt - b.arrivedAt || byId(a.id, b.id)
    ),
    leftOut
  }
}

/**
 * Why an arm may not be deployed in a stage whatever it earns, null when it may. When the end of the stage is unknown an arm may be deployed until it
 * must begin to drain.
 */
const leftOutFor = (arm: InventoryArm, settings: StageSettings): PlanReason | null => {
  const { startsAt, endsAt, coverable, deployed } = settings
  const { shutdownAt, largestCost } = arm
  if (shutdownAt !== null && shutdownAt <= startsAt) return { _tag: 'shutDown', at: shutdownAt }
  const from = drainsFrom(arm, settings)
  const isEndKnown = endsAt !== null && Number.isFinite(endsAt)
  if (from !== null && (isEndKnown ? from < endsAt : from <= startsAt))
    return { _tag: 'drains', from }
  if (arm.isForbidden) return { _tag: 'forbidden' }
  if (coverable !== null && largestCost !== null && largestCost > coverable)
    return { _tag: 'notCoverable', largestCost, coverable }
  return arm.isDeprecated && !deployed.includes(arm.id) ? { _tag: 'deprecated' } : null
}

/**
 * The unobserved arms that wait their turn: there are enough of them for all slots that were deployed in fewer stages. Required arms never wait.
 */
export const findWaiting = (
  arms: ReadonlyArray<InventoryArm>,
  slots: number,
  required: ReadonlyArray<number>
): ReadonlyArray<number> => {
  const turns = arms.filter(({ pulls }) => pulls === 0).map(turnsOf)
  const last = turns.toSorted((a, b) => a - b)[slots - 1] ?? Infinity
  return [...arms.entries()].flatMap(([i, arm]) =>
    turnsOf(arm) > last && !required.includes(i) ? [i] : []
  )
}
