import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { message, type DeploymentPlan } from '@stageroute/contracts'
import { planStage } from '@stageroute/planner'
import type { PlanInput } from './planner-thread'

/** Plans a stage on the thread that asks for it. */
export const planHere = ({ inventory, settings }: PlanInput): E.Either<string, DeploymentPlan> =>
  pipe(planStage(inventory, settings), E.mapLeft(message))
