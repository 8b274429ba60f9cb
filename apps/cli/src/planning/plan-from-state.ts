import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DeploymentPlan, DomainError, PlanHistory, PlanState } from '@stageroute/contracts'
import {
  applyPlan,
  currentPlan,
  explainRefusal,
  planStage,
  type InventoryArm
} from '@stageroute/planner'
import { toInventory } from './to-inventory'

/** A plan, and the inventory it was made of. */
export interface PlannedState {
  readonly state: PlanState
  readonly inventory: ReadonlyArray<InventoryArm>
  readonly plan: DeploymentPlan
}

/** The names that a state's fields have in the planner. */
const stateField = (error: DomainError, source: string): DomainError =>
  error._tag === 'InvalidField' ? { ...error, source } : error

/**
 * Plans the stage that a state stands before.
 *
 * Errors: `InvalidField` naming the state's field.
 */
export const planFromState =
  (source: string) =>
  (state: PlanState): E.Either<DomainError, PlannedState> =>
    pipe(
      toInventory(source)(state),
      E.chain((inventory) =>
        pipe(
          planStage(inventory, { ...state, previous: currentPlan(state.history)?.number ?? null }),
          E.bimap(
            (error) => stateField(error, source),
            (plan) => ({ state, inventory, plan })
          )
        )
      )
    )

/**
 * Returns the state in which the plan is applied: the next stage stands before it, and its history says what was deployed and why.
 *
 * Errors: `RunFailed` with the reason why the plan cannot be applied; the state stays as it was.
 */
export const applyToState = ({
  state,
  inventory,
  plan
}: PlannedState): E.Either<DomainError, PlanState> => {
  const { startsAt, endsAt, drainTime, history } = state
  return pipe(
    applyPlan(history, plan, { now: startsAt, inventory, drainTime }),
    E.bimap(
      (refusal): DomainError => ({
        _tag: 'RunFailed',
        what: 'applying the plan',
        problem: explainRefusal(refusal)
      }),
      (applied: PlanHistory) => ({
        ...state,
        stage: state.stage + 1,
        startsAt: endsAt ?? startsAt,
        endsAt: endsAt === null ? null : endsAt + (endsAt - startsAt),
        deployed: plan.deployed,
        history: applied
      })
    )
  )
}
