import * as E from 'fp-ts/Either'
import type { LiveEvent } from '@stageroute/contracts'
import {
  admit,
  admitDirect,
  applyStage,
  commonAccount,
  commonAllowance,
  endAttempt,
  finish,
  handOver,
  judge,
  keepAccount,
  makeEngine,
  memoryRecovery,
  setModels,
  snapshotMemory,
  stageInput,
  takeOver,
  type Admitted,
  type Engine,
  type EngineSettings,
  type LiveQuery,
  type ModelCard
} from '@stageroute/engine'
import { planStage } from '@stageroute/planner'
import { readConfig } from '../../src/config/read-config'
import { toCard, servedModels } from '../../src/serving/served-model'
import { engineSettings } from '../../src/settings/engine-settings'

const config = {
  version: 1,
  state: { memory: true },
  budget: { usdPerQuery: 0.01, floatUsd: 1 },
  stages: { maxDeployed: 2, schedule: { everyQueries: 1000 } },
  upstreams: { a: { baseUrl: 'http://127.0.0.1:9/v1' } },
  models: ['m', 'n', 'o'].map((id) => ({
    id,
    upstream: 'a',
    price: { inputPerMillion: 1, outputPerMillion: 1 }
  })),
  isOpen: true
}

const rightOf = <A>(read: E.Either<unknown, A>): A => {
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
  return read.right
}

const gatewayConfig = rightOf(readConfig(JSON.stringify(config), 'test'))

/** Settings of an engine whose buffers are small. */
export const smallSettings: EngineSettings = {
  ...engineSettings(gatewayConfig),
  maxArms: 4,
  keepDecisions: 10,
  maxCategories: 4
}

const cards: ReadonlyArray<ModelCard> = [...servedModels(gatewayConfig).values()].map(toCard)

const query = (changes: Partial<LiveQuery> = {}): LiveQuery => ({
  accounts: [commonAccount, 'key:abc'],
  category: 'code',
  needs: [],
  regions: [],
  tokens: 100,
  only: null,
  conversation: null,
  chargeOf: () => 500,
  now: 2,
  ...changes
})

const ended = (engine: Engine, admitted: Admitted, cost: number | 'most'): LiveEvent => {
  endAttempt(engine, admitted, { _tag: 'answered' }, 3)
  return finish(engine, admitted, {
    request: 'req_1',
    caller: 'abc',
    kind: 'chat',
    ends: admitted.attempts.map(() => ({ outcome: 'answered', cost })),
    usage: cost === 'most' ? null : { input: 10, cached: 2, output: 3, reasoning: 1 },
    isComplete: true,
    beganMs: 1.5,
    endedMs: 2.5,
    now: 3
  })
}

const answer = (engine: Engine, cost: number | 'most', now = 2): ReadonlyArray<LiveEvent> => {
  const admitted = rightOf(admit(engine, query({ now })))
  return [...(admitted.toKeep === null ? [] : [admitted.toKeep]), ended(engine, admitted, cost)]
}

const embed = (engine: Engine): ReadonlyArray<LiveEvent> => {
  const direct = { accounts: [commonAccount], model: 'e', charge: 100, now: 3 }
  return [ended(engine, rightOf(admitDirect(engine, direct)), 7)]
}

const refuse = (engine: Engine): ReadonlyArray<LiveEvent> => {
  const turned = admit(engine, query({ chargeOf: () => 1e12 }))
  return E.isLeft(turned) ? [turned.left.event] : []
}

const opinion = (engine: Engine, decision: number): ReadonlyArray<LiveEvent> => {
  const judged = rightOf(
    judge(engine.memory, { decision, caller: 'abc', reward: 0.5, source: 'feedback', proof: 7 }, 4)
  )
  return judged._tag === 'counted' ? [judged.event] : []
}

/** A mark that is above what was spent, as a process that ends too soon leaves it. */
const coverAgain = (engine: Engine): ReadonlyArray<LiveEvent> => {
  const admitted = rightOf(admit(engine, query({ now: 161 })))
  const events = admitted.toKeep === null ? [] : [admitted.toKeep]
  return [...events, ended(engine, admitted, 60)]
}

const period = (day: number) =>
  ({ _tag: 'perPeriod', total: 900_000, starts: 100 * day, ends: 100 * (day + 1) }) as const

const live = (engine: Engine): ReadonlyArray<LiveEvent> => {
  const { memory } = engine
  const stage = (now: number): ReadonlyArray<LiveEvent> => {
    const { inventory, settings } = stageInput(engine, { now, queries: 100 })
    return [rightOf(applyStage(engine, rightOf(planStage(inventory, settings)), now))]
  }
  return [
    ...rightOf(keepAccount(memory, commonAccount, commonAllowance(smallSettings), 0)),
    ...rightOf(keepAccount(memory, 'key:abc', period(0), 0)),
    ...setModels(engine, cards, 1),
    ...stage(1),
    ...answer(engine, 120),
    ...answer(engine, 'most'),
    ...answer(engine, 0),
    ...opinion(engine, 0),
    ...embed(engine),
    ...refuse(engine),
    ...stage(4),
    ...rightOf(keepAccount(memory, 'key:abc', period(1), 150)),
    ...takeOver(memory, 155),
    ...answer(engine, 80, 156),
    handOver(memory, 160),
    ...coverAgain(engine)
  ]
}

/** Events of all kinds, as an engine gave them out, and its memory as it was kept afterwards. */
export const lived = (() => {
  const engine = makeEngine(memoryRecovery(smallSettings).start().memory)
  const events = live(engine)
  return { events, kept: snapshotMemory(engine.memory) }
})()
