import * as E from 'fp-ts/Either'
import type { DeploymentPlan, LiveEvent } from '@stageroute/contracts'
import { applyPlan, currentPlan, rollBack, type PlanRefusal } from '@stageroute/planner'
import type { Engine } from './engine'
import { inventoryOf } from './inventory'
import { learn } from './learn'
import { deployCurrent } from './set-models'

/**
 * The record of a plan that was applied.
 *
 * @category stage
 * @since 0.1.0
 */
export type DeployedEvent = Extract<LiveEvent, { readonly _tag: 'deployed' }>

/**
 * Applies a plan: queries are routed to what it deploys from now on. Returns the event, which has been applied.
 *
 * Unit: `now` in milliseconds since 1970.
 * Errors: `PlanRefusal` for a plan that was made against another one than the current, or of which a model cannot be deployed any more.
 *
 * @category stage
 * @since 0.1.0
 */
export const applyStage = (
  engine: Engine,
  plan: DeploymentPlan,
  now: number
): E.Either<PlanRefusal, DeployedEvent> =>
  record(engine, now, null, applyPlan(engine.memory.history, plan, momentOf(engine, now)))

/**
 * Deploys again what an earlier plan deployed, by its number.
 *
 * Errors: `PlanRefusal`.
 *
 * @category stage
 * @since 0.1.0
 */
export const rollStageBack = (
  engine: Engine,
  number: number,
  now: number
): E.Either<PlanRefusal, DeployedEvent> =>
  record(engine, now, number, rollBack(engine.memory.history, number, momentOf(engine, now)))

const momentOf = (engine: Engine, now: number): Parameters<typeof applyPlan>[2] => ({
  now,
  inventory: inventoryOf(engine),
  drainTime: engine.memory.settings.drainMs
})

const record = (
  engine: Engine,
  at: number,
  restores: number | null,
  applied: ReturnType<typeof applyPlan>
): E.Either<PlanRefusal, DeployedEvent> => {
  if (E.isLeft(applied)) return applied
  const plan = currentPlan(applied.right)?.plan as DeploymentPlan
  const event: DeployedEvent = { _tag: 'deployed', plan, at, restores }
  learn(engine.memory, event, at)
  deployCurrent(engine)
  return E.right(event)
}
