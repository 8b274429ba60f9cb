import { finish, type AttemptCost } from '@stageroute/engine'
import { costOf, type Usage } from '@stageroute/gateway'
import { isAmount } from '@stageroute/ledger'
import { giveBack } from '@stageroute/router'
import { returnToKey } from '../keys/limits'
import { keepEvent } from '../state/keep-event'
import type { Exchange } from './exchange'
import { decisionId, stageOf } from './answer-headers'
import type { ServedModel } from './served-model'

/** How a request ended for its client. */
export interface ExchangeEnd {
  readonly model: Pick<ServedModel, 'id' | 'provider'>
  readonly usage: Usage | null
  readonly isComplete: boolean
  readonly status: number
}

/** What a model's answer cost; all that was set aside where it told no usage, or one that comes to more than can be counted. */
export const costOfAnswer = ({ price }: ServedModel, usage: Usage | null): AttemptCost => {
  const cost = usage === null ? Number.NaN : costOf(price, usage)
  return isAmount(cost) ? cost : 'most'
}

/**
 * Books what a request cost and has it kept. Returns the cost in micro-USD; `kept` resolves when the record is kept, or cannot be at the moment: the money is
 * below a mark that is kept.
 */
export const closeExchange = (
  exchange: Exchange,
  { model, usage, isComplete, status }: ExchangeEnd
): { readonly cost: number; readonly kept: Promise<unknown> } => {
  const { gateway, id, key, request, admitted, ends, entered, firstByteAt } = exchange
  exchange.isClosed = true
  const now = gateway.clock.now()
  const endedMs = gateway.clock.elapsed() - entered
  const event = finish(gateway.engine, admitted, {
    request: id,
    caller: key.id,
    kind: request.kind,
    ends,
    usage,
    isComplete,
    beganMs: firstByteAt === null ? null : round(firstByteAt - entered),
    endedMs: round(endedMs),
    now
  })
  const kept = keepEvent(gateway, event)
  meter(exchange, model, { usage, cost: event.cost })
  returnTokens(exchange, usage, now)
  exchange.span?.end({
    status,
    model: model.id,
    provider: model.provider,
    inputTokens: usage?.input ?? null,
    outputTokens: usage?.output ?? null,
    costUsd: event.cost / 1e6,
    decision: decisionId(admitted.decision),
    stage: stageOf(exchange),
    attempts: ends.length
  })
  return { cost: event.cost, kept }
}

const round = (ms: number): number => Math.round(1000 * ms) / 1000

const meter = (
  { gateway, ends, admitted, request, entered, waited, firstByteAt }: Exchange,
  model: ExchangeEnd['model'],
  { usage, cost }: { readonly usage: Usage | null; readonly cost: number }
): void => {
  const { meters, quick, clock } = gateway
  admitted.attempts.forEach((attempt, i) => {
    const outcome = ends[i]?.outcome ?? 'unknown'
    if (outcome === 'answered') quick.ofModel(attempt.model).answered()
    else meters.attempts.inc({ model: attempt.model, outcome })
  })
  const ofModel = quick.ofModel(model.id)
  ofModel.spend(cost / 1e6)
  const elapsed = clock.elapsed() - entered
  meters.overhead.observe(Math.max(0, elapsed - waited) / 1000)
  quick
    .ofKind(request.kind)
    .firstByte((firstByteAt === null ? elapsed : firstByteAt - entered) / 1000)
  if (usage !== null) ofModel.tokens(usage.input, usage.output)
}

/** A request took from limits of tokens what it was likely to need; what it needed is known now, and nothing where nobody answered. */
const returnTokens = (
  { gateway, key, admitted, tokens, ends }: Exchange,
  usage: Usage | null,
  now: number
): void => {
  const isFree = ends.every(({ cost }) => cost === 0)
  if (usage === null && !isFree) return
  const over = tokens - (usage === null ? 0 : usage.input + usage.output)
  const { keys, engine } = gateway
  returnToKey(keys, key, over, now)
  const arm = admitted.attempts.at(-1)?.arm ?? -1
  if (arm >= 0) giveBack(engine.router.buckets, arm, over, now)
}
