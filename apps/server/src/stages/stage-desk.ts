import * as E from 'fp-ts/Either'
import type { DeploymentPlan } from '@stageroute/contracts'
import { applyStage, rollStageBack, stageInput } from '@stageroute/engine'
import { explainRefusal, isStageDue, type PlanRefusal, type Schedule } from '@stageroute/planner'
import type { Gateway } from '../gateway'
import { keepEvent } from '../state/keep-event'
import type { PlannerThread } from './planner-thread'
import type { Hooks } from '../hooks/run-hooks'

/** Plans and applies stages, one at a time. */
export interface StageDesk {
  /** A plan for right now, which nobody applies. */
  readonly plan: () => Promise<E.Either<string, DeploymentPlan>>
  /** Deploys what a plan says: new models are started before they get queries, old ones stopped when they have none left. */
  readonly apply: (plan: DeploymentPlan) => Promise<E.Either<string, DeploymentPlan>>
  readonly rollBack: (number: number) => Promise<E.Either<string, DeploymentPlan>>
  /** Plans and applies the next stage if its time has come. */
  readonly tick: () => Promise<void>
  /** What went wrong when a stage was planned or applied last, or null. */
  readonly problem: () => string | null
}

/** Queries that a stage is expected to have where its schedule does not say. */
const USUAL_QUERIES = 1000

const scheduleOf = ({ setup, engine }: Gateway): Schedule => {
  const { schedule } = setup.config.stages
  return 'everyQueries' in schedule
    ? { _tag: 'fixedLength', queries: schedule.everyQueries }
    : {
        _tag: 'clock',
        every: schedule.everyMinutes * 60_000,
        from: engine.memory.stageFrom.at
      }
}

const expectedQueries = ({ setup, engine }: Gateway): number => {
  const { schedule } = setup.config.stages
  const { counts, stageFrom } = engine.memory
  return 'everyQueries' in schedule
    ? schedule.everyQueries
    : Math.max(1, counts.queries - stageFrom.query) || USUAL_QUERIES
}

/** Returns the desk of a server. */
export const makeStageDesk = (
  gateway: Gateway,
  planner: PlannerThread,
  hooks: Hooks
): StageDesk => {
  let isBusy = false
  let problem: string | null = null
  const planNow = (): Promise<E.Either<string, DeploymentPlan>> =>
    planner.plan(
      stageInput(gateway.engine, { now: gateway.clock.now(), queries: expectedQueries(gateway) })
    )
  const alone = async (
    work: () => Promise<E.Either<string, DeploymentPlan>>
  ): Promise<E.Either<string, DeploymentPlan>> => {
    if (isBusy) return E.left('a stage is being deployed already')
    isBusy = true
    try {
      return await work()
    } finally {
      isBusy = false
    }
  }
  const deploy = async (
    wanted: ReadonlyArray<string>,
    record: () => ReturnType<typeof applyStage>
  ): Promise<E.Either<string, DeploymentPlan>> => {
    const before = gateway.engine.deployed.map((arm) => gateway.engine.memory.ids[arm] as string)
    const added = wanted.filter((id) => !before.includes(id))
    const started = await hooks.start(added)
    if (E.isLeft(started)) return started
    const applied = record()
    if (E.isLeft(applied)) return E.left(explainRefusal(applied.left as PlanRefusal))
    await keepEvent(gateway, applied.right)
    hooks.stop(before.filter((id) => !wanted.includes(id)))
    if (applied.right._tag !== 'deployed') return E.left('nothing was deployed')
    const { plan } = applied.right
    gateway.log.info(
      { stage: plan.stage, deployed: plan.deployed.join(' '), status: plan.status },
      'a stage begins'
    )
    return E.right(plan)
  }
  const apply = (plan: DeploymentPlan): Promise<E.Either<string, DeploymentPlan>> =>
    deploy(plan.deployed, () => applyStage(gateway.engine, plan, gateway.clock.now()))
  const isDue = (): boolean => {
    const { memory, deployed, cards } = gateway.engine
    const { stages } = gateway.setup.config
    if (deployed.length === 0) return true
    return isStageDue(scheduleOf(gateway), {
      startedAt: memory.stageFrom.at,
      firstQuery: memory.stageFrom.query,
      now: gateway.clock.now(),
      query: memory.counts.queries,
      newcomers: 0,
      drains: deployed.flatMap((arm) => {
        const shutdownAt = cards[arm]?.shutdownAt ?? null
        return shutdownAt === null ? [] : [shutdownAt - stages.drainMs]
      })
    })
  }
  return {
    plan: planNow,
    apply: (plan) => alone(() => apply(plan)),
    rollBack: (number) =>
      alone(() => {
        const { applied } = gateway.engine.memory.history
        const wanted = applied.find((one) => one.number === number)?.plan.deployed ?? []
        return deploy(wanted, () => rollStageBack(gateway.engine, number, gateway.clock.now()))
      }),
    tick: async () => {
      const isFirst = gateway.engine.memory.stages === 0
      if (isBusy || (gateway.setup.config.stages.isManual && !isFirst) || !isDue()) return
      const done = await alone(async () => {
        const plan = await planNow()
        return E.isLeft(plan) ? plan : apply(plan.right)
      })
      const found = E.isLeft(done) ? done.left : null
      if (found !== null && found !== problem)
        gateway.log.warn({ problem: found }, 'the stage stays as it is')
      problem = found
    },
    problem: () => problem
  }
}
