import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type {
  AppliedPlan,
  DeploymentPlan,
  PlanHistory,
  PlanReason,
  PlannedArm
} from '@stageroute/contracts'
import { drainsFrom, type InventoryArm } from './inventory'

/**
 * Why a plan is not applied.
 *
 * - `planIsStale`: it was made against plan number `madeAgainst`, and `current` is applied; null stands for none.
 * - `planDeploysNothing`: its rules could not be met together.
 * - `armGone`, `armForbidden`, `armShutDown`, `armDrains`: since it was made, one of its arms has left the inventory, was forbidden, has ended, or must
 *   have begun to drain.
 * - `numberUnknown`: of a rollback, no kept plan has that number.
 *
 * @category history
 * @since 0.1.0
 */
export type PlanRefusal =
  | {
      readonly _tag: 'planIsStale'
      readonly madeAgainst: number | null
      readonly current: number | null
    }
  | { readonly _tag: 'planDeploysNothing' }
  | { readonly _tag: 'armGone'; readonly arm: string }
  | { readonly _tag: 'armForbidden'; readonly arm: string }
  | { readonly _tag: 'armShutDown'; readonly arm: string; readonly at: number }
  | { readonly _tag: 'armDrains'; readonly arm: string; readonly from: number }
  | {
      readonly _tag: 'numberUnknown'
      readonly number: number
      readonly kept: ReadonlyArray<number>
    }

/**
 * The world as it is when a plan is applied.
 *
 * @category history
 * @since 0.1.0
 */
export interface ApplyMoment {
  readonly now: number
  readonly inventory: ReadonlyArray<InventoryArm>
  readonly drainTime: number
}

/**
 * Returns a history without plans, which will keep the last `most`.
 *
 * Requires: an integer `most >= 1`.
 *
 * @category history
 * @since 0.1.0
 */
export const emptyHistory = (most: number): PlanHistory => ({ most, applied: [] })

/**
 * Returns the plan that is current, null where none was applied.
 *
 * @category history
 * @since 0.1.0
 */
export const currentPlan = ({ applied }: PlanHistory): AppliedPlan | null => applied.at(-1) ?? null

/**
 * Returns the history in which a plan is current. Planning alone changes nothing: a plan that is not applied was a dry run.
 *
 * Errors: a {@link PlanRefusal}, and the history stays as it was.
 * Cost: O(deployed arms x inventory + kept plans).
 *
 * @category history
 * @since 0.1.0
 */
export const applyPlan = (
  history: PlanHistory,
  plan: DeploymentPlan,
  moment: ApplyMoment
): E.Either<PlanRefusal, PlanHistory> => {
  const current = currentPlan(history)?.number ?? null
  return plan.previous === current
    ? pipe(
        checkDeployed(plan, moment),
        E.map(() => append(history, plan, moment.now, null))
      )
    : E.left({ _tag: 'planIsStale', madeAgainst: plan.previous, current })
}

/**
 * Returns the history in which what plan `number` deployed is deployed again, as a new plan: the diff is from what is current, the figures are those of
 * the old plan's day.
 *
 * Errors: as {@link applyPlan}; `numberUnknown` for a plan that is not kept.
 *
 * @category history
 * @since 0.1.0
 */
export const rollBack = (
  history: PlanHistory,
  number: number,
  moment: ApplyMoment
): E.Either<PlanRefusal, PlanHistory> => {
  const old = history.applied.find((applied) => applied.number === number)
  const current = currentPlan(history)
  if (old === undefined || current === null) {
    const kept = history.applied.map((applied) => applied.number)
    return E.left({ _tag: 'numberUnknown', number, kept })
  }
  const plan = restore(old, current, moment)
  return pipe(
    checkDeployed(plan, moment),
    E.map(() => append(history, plan, moment.now, number))
  )
}

const append = (
  { most, applied }: PlanHistory,
  plan: DeploymentPlan,
  appliedAt: number,
  restores: number | null
): PlanHistory => {
  const number = (applied.at(-1)?.number ?? 0) + 1
  return { most, applied: [...applied, { number, appliedAt, restores, plan }].slice(-most) }
}

const checkDeployed = (
  plan: DeploymentPlan,
  moment: ApplyMoment
): E.Either<PlanRefusal, DeploymentPlan> => {
  if (plan.deployed.length === 0) return E.left({ _tag: 'planDeploysNothing' })
  const refusals = plan.deployed.map((id) => refuseArm(id, moment))
  const first = refusals.find((refusal) => refusal !== null)
  return first === undefined || first === null ? E.right(plan) : E.left(first)
}

const refuseArm = (id: string, { now, inventory, drainTime }: ApplyMoment): PlanRefusal | null => {
  const arm = inventory.find((known) => known.id === id)
  if (arm === undefined) return { _tag: 'armGone', arm: id }
  if (arm.isForbidden) return { _tag: 'armForbidden', arm: id }
  if (arm.shutdownAt !== null && arm.shutdownAt <= now)
    return { _tag: 'armShutDown', arm: id, at: arm.shutdownAt }
  const from = drainsFrom(arm, { drainTime })
  return from !== null && from <= now ? { _tag: 'armDrains', arm: id, from } : null
}

/** The plan of an old day as one of today: its set is deployed, and whatever else is deployed leaves for it. */
const restore = (old: AppliedPlan, current: AppliedPlan, moment: ApplyMoment): DeploymentPlan => {
  const { deployed, arms } = old.plan
  const before = current.plan.deployed
  const added = deployed.filter((id) => !before.includes(id))
  const later = current.plan.arms.filter(({ id }) => !arms.some((arm) => arm.id === id))
  return {
    ...old.plan,
    stage: current.plan.stage,
    previous: current.number,
    startsAt: moment.now,
    endsAt: current.plan.endsAt,
    arms: [...arms, ...later].map((arm) => restoreArm(arm, old, before)),
    diff: {
      added,
      dropped: before.filter((id) => !deployed.includes(id)),
      kept: deployed.filter((id) => before.includes(id))
    },
    switching: { outcome: 'restored', gain: null, cost: switchCostOf(added, moment.inventory) }
  }
}

const restoreArm = (
  arm: PlannedArm,
  { number, plan }: AppliedPlan,
  before: ReadonlyArray<string>
): PlannedArm => {
  const wasDeployed = before.includes(arm.id)
  const reason: PlanReason = { _tag: 'restored', plan: number }
  if (plan.deployed.includes(arm.id))
    return { ...arm, verdict: wasDeployed ? 'kept' : 'added', reason }
  return wasDeployed
    ? { ...arm, verdict: 'dropped', reason, share: 0 }
    : { ...arm, verdict: 'leftOut' }
}

const switchCostOf = (ids: ReadonlyArray<string>, inventory: ReadonlyArray<InventoryArm>): number =>
  inventory.reduce((sum, { id, switchCost }) => (ids.includes(id) ? sum + switchCost : sum), 0)

/**
 * Returns in how many kept plans each arm was deployed, rollbacks included: by this count unobserved arms take turns.
 *
 * @category history
 * @since 0.1.0
 */
export const stagesDeployed = ({ applied }: PlanHistory): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  applied
    .flatMap(({ plan }) => plan.deployed)
    .forEach((id) => counts.set(id, (counts.get(id) ?? 0) + 1))
  return counts
}
