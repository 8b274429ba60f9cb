import type { PlanReason } from '@stageroute/contracts'
import type { InventoryArm, StageSettings } from './inventory'
import { leftOutFor } from './left-out'

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
export const turnsOf = ({ pulls, stagesDeployed = 0 }: InventoryArm): number =>
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
 * The unobserved arms that wait their turn: there are enough of them for all slots that were deployed in fewer stages. Pinned arms never wait.
 */
export const findWaiting = (
  arms: ReadonlyArray<InventoryArm>,
  slots: number
): ReadonlyArray<number> => {
  const turns = arms.filter(({ pulls }) => pulls === 0).map(turnsOf)
  const last = turns.toSorted((a, b) => a - b)[slots - 1] ?? Infinity
  return [...arms.keys()].filter((i) => {
    const arm = arms[i]
    return arm !== undefined && !arm.isPinned && turnsOf(arm) > last
  })
}
