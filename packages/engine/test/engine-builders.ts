import * as E from 'fp-ts/Either'
import type { LiveEvent } from '@stageroute/contracts'
import {
  admit,
  applyStage,
  commonAccount,
  commonAllowance,
  endAttempt,
  engineKind,
  finish,
  keepAccount,
  makeEngine,
  memoryRecovery,
  setModels,
  stageInput,
  type Admitted,
  type Engine,
  type EngineSettings,
  type LiveQuery,
  type ModelCard
} from '@stageroute/engine'
import { planStage } from '@stageroute/planner'
import { defaultHealthSettings } from '@stageroute/router'

export const settings: EngineSettings = {
  maxArms: 8,
  maxCategories: 3,
  keepDecisions: 64,
  keepPlans: 5,
  budget: 0.002,
  openingFloat: 0.1,
  maxDeployed: 2,
  exploration: 0,
  shortage: 'relax',
  health: defaultHealthSettings,
  homeWorth: 0.02,
  drainMs: 0,
  seed: 7
}

export const card = (id: string, changes: Partial<ModelCard> = {}): ModelCard => ({
  id,
  provider: null,
  capabilities: ['tools'],
  regions: [],
  contextTokens: null,
  largestCost: 0.01,
  usualCost: 0.002,
  capacity: 1,
  minShare: 0,
  requestsPerMinute: null,
  tokensPerMinute: null,
  concurrency: null,
  isPinned: false,
  isForbidden: false,
  isDeprecated: false,
  shutdownAt: null,
  switchCost: 0,
  ...changes
})

export const query = (changes: Partial<LiveQuery> = {}): LiveQuery => ({
  accounts: [commonAccount],
  category: null,
  needs: [],
  regions: [],
  tokens: 100,
  only: null,
  conversation: null,
  chargeOf: () => 8000,
  now: 1000,
  ...changes
})

export const right = <A>(either: E.Either<unknown, A>): A => {
  expect(either).toMatchObject({ _tag: 'Right' })
  return (either as E.Right<A>).right
}

/** An engine together with everything that it wanted to be kept, in order. */
export interface Kept {
  readonly engine: Engine
  readonly events: Array<LiveEvent>
}

/** A fresh engine with these models, of which the best ones as far as anybody knows are deployed. */
export const start = (
  cards: ReadonlyArray<ModelCard>,
  changes: Partial<EngineSettings> = {}
): Kept => {
  const all = { ...settings, ...changes }
  const engine = makeEngine(memoryRecovery(all).start().memory)
  const events: Array<LiveEvent> = []
  events.push(...right(keepAccount(engine.memory, commonAccount, commonAllowance(all), 0)))
  events.push(...setModels(engine, cards, 0))
  const kept = { engine, events }
  replan(kept, 0)
  return kept
}

export const replan = ({ engine, events }: Kept, now: number): void => {
  const { inventory, settings: stage } = stageInput(engine, { now, queries: 100 })
  events.push(right(applyStage(engine, right(planStage(inventory, stage)), now)))
}

export const send = ({ engine, events }: Kept, asked: LiveQuery): Admitted | null => {
  const admitted = admit(engine, asked)
  if (E.isLeft(admitted)) {
    events.push(admitted.left.event)
    return null
  }
  if (admitted.right.toKeep !== null) events.push(admitted.right.toKeep)
  return admitted.right
}

const usage = { input: 10, cached: 0, output: 10, reasoning: 0 }

export const answer = (
  { engine, events }: Kept,
  admitted: Admitted,
  cost: number | 'most',
  now = 1000
): void => {
  endAttempt(engine, admitted, { _tag: 'answered' }, now)
  const earlier = admitted.attempts.slice(1).map(() => ({ outcome: 'failed', cost: 0 }))
  const event = finish(engine, admitted, {
    request: `req-${admitted.decision}`,
    caller: 'k',
    kind: 'chat',
    ends: [...earlier, { outcome: 'answered', cost }],
    usage: cost === 'most' ? null : usage,
    isComplete: cost !== 'most',
    beganMs: null,
    endedMs: 1,
    now
  })
  events.push(event)
}

/** The memory that a store would give back. */
export const recovered = (
  events: ReadonlyArray<LiveEvent>,
  changes: Partial<EngineSettings> = {},
  from?: { readonly body: string; readonly position: number }
) => {
  const recovery = memoryRecovery({ ...settings, ...changes })
  let state = from === undefined ? recovery.start() : right(recovery.restore(from.body))
  events.forEach((event, i) => {
    if (i < (from?.position ?? 0)) return
    const body = JSON.stringify(event)
    state = recovery.apply(state, { kind: engineKind, at: 0, position: i + 1, body })
  })
  expect(state.damage).toBeNull()
  return state.memory
}
