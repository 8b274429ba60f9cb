import * as E from 'fp-ts/Either'
import type { DeploymentPlan } from '@stageroute/contracts'
import { applyStage, rollStageBack, stageInput } from '@stageroute/engine'
import { explainRefusal } from '@stageroute/planner'
import type { Gateway } from '../gateway'
import type { Hooks } from '../hooks/run-hooks'
import { keepEvent } from '../state/keep-event'
import { expectedQueries, isDue } from './due'
import type { PlannerThread } from './planner-thread'

/** A plan, or why there is none. */
type Planned = E.Either<string, DeploymentPlan>

/** Plans and applies stages, one at a time. */
export interface StageDesk {
  /** A plan for right now, which nobody applies. */
  readonly plan: () => Promise<Planned>
  /** Deploys what a plan says: new models are started before they get queries, old ones stopped when they have none left. */
  readonly apply: (plan: DeploymentPlan) => Promise<Planned>
  readonly rollBack: (number: number) => Promise<Planned>
  /** Plans and applies the next stage if its time has come. */
  readonly tick: () => Promise<void>
  /** What went wrong when a stage was planned or applied last, or null. */
  readonly problem: () => string | null
}

/** Does one thing at a time, and refuses others meanwhile. */
const makeTurnstile = (): ((work: () => Promise<Planned>) => Promise<Planned>) => {
  let isBusy = false
  return async (work) => {
    if (isBusy) return E.left('a stage is being deployed already')
    isBusy = true
    try {
      return await work()
    } finally {
      isBusy = false
    }
  }
}

/** Returns the desk of a server. */
export const makeStageDesk = (
  gateway: Gateway,
  planner: Pick<PlannerThread, 'plan'>,
  hooks: Hooks
): StageDesk => {
  const alone = makeTurnstile()
  let problem: string | null = null
  let isTicking = false
  const now = (): number => gateway.clock.now()
  const planNow = (): Promise<Planned> =>
    planner.plan(stageInput(gateway.engine, { now: now(), queries: expectedQueries(gateway) }))
  const apply = (plan: DeploymentPlan): Promise<Planned> =>
    deploy(gateway, hooks, plan.deployed, () => applyStage(gateway.engine, plan, now()))
  const rollBack = (number: number): Promise<Planned> => {
    const { applied } = gateway.engine.memory.history
    const wanted = applied.find((one) => one.number === number)?.plan.deployed ?? []
    return deploy(gateway, hooks, wanted, () => rollStageBack(gateway.engine, number, now()))
  }
  const note = (found: string | null): void => {
    if (found !== null && found !== problem)
      gateway.log.warn({ problem: found }, 'the stage stays as it is')
    problem = found
  }
  return {
    plan: planNow,
    apply: (plan) => alone(() => apply(plan)),
    rollBack: (number) => alone(() => rollBack(number)),
    tick: async () => {
      const isByHand = gateway.setup.config.stages.isManual && gateway.engine.memory.stages > 0
      if (isTicking || isByHand || !isDue(gateway)) return
      isTicking = true
      const done = await alone(async () => {
        const plan = await planNow()
        return E.isLeft(plan) ? plan : apply(plan.right)
      })
      isTicking = false
      note(E.isLeft(done) ? done.left : null)
    },
    problem: () => problem
  }
}

/** Starts what is new, has the plan recorded, and stops what is no longer deployed. */
const deploy = async (
  gateway: Gateway,
  hooks: Hooks,
  wanted: ReadonlyArray<string>,
  record: () => ReturnType<typeof applyStage>
): Promise<Planned> => {
  const { engine, log } = gateway
  const before = engine.deployed.map((arm) => engine.memory.ids[arm] as string)
  const started = await hooks.start(wanted.filter((id) => !before.includes(id)))
  if (E.isLeft(started)) return started
  const applied = record()
  if (E.isLeft(applied)) return E.left(explainRefusal(applied.left))
  await keepEvent(gateway, applied.right)
  hooks.stop(before.filter((id) => !wanted.includes(id)))
  const { plan } = applied.right
  log.info(
    { stage: plan.stage, deployed: plan.deployed.join(' '), status: plan.status },
    'a stage begins'
  )
  return E.right(plan)
}
