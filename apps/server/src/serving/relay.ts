import * as E from 'fp-ts/Either'
import { admitAgain, endAttempt } from '@stageroute/engine'
import { apiErrors, eventText, retryDelay, type ApiError } from '@stageroute/gateway'
import { failureEvent } from './failure-event'
import { sendBytes, sendError } from '../http/replies'
import { waitForCover } from '../state/covering'
import { afterAnswer } from '../feedback/after-answer'
import { inUsd, streamHeaders, wholeHeaders } from './answer-headers'
import { closeExchange, costOfAnswer } from './close-exchange'
import type { AttemptFailure, Exchange, StreamedAnswer, WholeAnswer } from './exchange'
import { responseIdIn } from './response-owners'
import type { ServedModel } from './served-model'
import { tryModel } from './try-model'

const nobody = apiErrors.overloaded('the server has another configuration now', {
  retryAfterMs: 1000
})

/**
 * Has a request answered: by the model that it was admitted to, and where that gives nothing by another one, until the client has something of an answer,
 * no model or no time is left.
 */
export const relay = async (exchange: Exchange): Promise<void> => {
  const { gateway } = exchange
  for (;;) {
    const model = modelOf(exchange)
    const upstream = model && gateway.setup.upstreams.get(model.upstream)
    if (model === undefined || upstream === undefined) return giveUp(exchange, nobody)
    if (exchange.res.destroyed) return giveUp(exchange, nobody)
    const result = await tryModel(exchange, model, upstream)
    if (result._tag === 'whole') return answerWhole(exchange, model, result)
    if (result._tag === 'streamed') return endStream(exchange, model, result)
    noteFailure(exchange, result)
    if (!(await mayTryAgain(exchange, result))) return giveUp(exchange, result.error)
  }
}

const modelOf = ({ admitted, gateway }: Exchange): ServedModel | undefined =>
  gateway.setup.models.get(admitted.attempts.at(-1)?.model ?? '')

const noteFailure = ({ gateway, admitted, ends }: Exchange, failure: AttemptFailure): void => {
  ends.push({ outcome: failure.outcome, cost: failure.cost })
  endAttempt(gateway.engine, admitted, failure.verdict, gateway.clock.now())
}

/** Admits the request to another model, or after a while to the same one. */
const mayTryAgain = async (exchange: Exchange, failure: AttemptFailure): Promise<boolean> => {
  const { gateway, ends, res, entered } = exchange
  const { retries } = gateway.setup.config
  const delay = retryDelay(
    { retries: retries.most, firstDelayMs: retries.firstMs, longestDelayMs: retries.longestMs },
    {
      made: ends.length,
      leftMs: retries.deadlineMs - (gateway.clock.elapsed() - entered),
      askedMs: failure.verdict._tag === 'failed' ? failure.verdict.retryAfterMs : null,
      uniform: gateway.random()
    }
  )
  if (res.destroyed || gateway.isDraining || ends.length > retries.most) return false
  if (await admitted(exchange, { mayRepeat: false })) return true
  if (delay === null) return false
  await new Promise((resolve) => setTimeout(resolve, delay))
  return !res.destroyed && !gateway.isDraining && admitted(exchange, { mayRepeat: true })
}

const admitted = async (
  exchange: Exchange,
  rule: { readonly mayRepeat: boolean }
): Promise<boolean> => {
  const { gateway } = exchange
  const again = admitAgain(gateway.engine, exchange.admitted, gateway.clock.now(), rule)
  if (E.isLeft(again)) return false
  exchange.admitted = again.right
  if (await waitForCover(gateway, again.right.toKeep)) return true
  exchange.ends.push({ outcome: 'not sent', cost: 0 })
  endAttempt(gateway.engine, exchange.admitted, { _tag: 'abandoned' }, gateway.clock.now())
  return false
}

/** Tells the client that nobody answers, and books what was tried. */
export const giveUp = async (exchange: Exchange, error: ApiError): Promise<void> => {
  const { admitted: sent, ends, gateway } = exchange
  while (ends.length < sent.attempts.length) {
    ends.push({ outcome: 'not sent', cost: 0 })
    endAttempt(gateway.engine, sent, { _tag: 'abandoned' }, gateway.clock.now())
  }
  // Its model may be gone from the configuration meanwhile.
  const id = sent.attempts.at(-1)?.model ?? ''
  const model = gateway.setup.models.get(id) ?? { id, provider: null }
  const { status } = error
  if (!exchange.isClosed)
    await closeExchange(exchange, { model, usage: null, isComplete: false, status }).kept
  sendError(exchange.res, exchange.headers, error)
}

const answerWhole = async (
  exchange: Exchange,
  model: ServedModel,
  { status, contentType, body, usage, fields }: WholeAnswer
): Promise<void> => {
  const { gateway, res } = exchange
  const isAnswer = status < 300
  const cost = isAnswer ? costOfAnswer(model, usage) : 0
  exchange.ends.push({ outcome: isAnswer ? 'answered' : `status ${status}`, cost })
  const verdict = { _tag: isAnswer ? 'answered' : 'abandoned' } as const
  endAttempt(gateway.engine, exchange.admitted, verdict, gateway.clock.now())
  const closed = closeExchange(exchange, { model, usage, isComplete: isAnswer, status })
  await closed.kept
  sendBytes(res, status, wholeHeaders(exchange, model, { contentType, cost: closed.cost }), body)
  if (!isAnswer) return
  if (exchange.request.kind === 'responses') gateway.owners.note(fields['id'], model.id)
  afterAnswer(exchange, { _tag: 'whole', fields })
}

const endStream = async (
  exchange: Exchange,
  model: ServedModel,
  { held, usage, failure, seen }: StreamedAnswer
): Promise<void> => {
  const { gateway, res } = exchange
  const isComplete = failure === null
  exchange.ends.push({
    outcome: isComplete ? 'answered' : 'broken off',
    cost: costOfAnswer(model, usage)
  })
  const verdict = isComplete
    ? ({ _tag: 'answered' } as const)
    : ({ _tag: 'failed', retryAfterMs: null } as const)
  endAttempt(gateway.engine, exchange.admitted, verdict, gateway.clock.now())
  const closed = closeExchange(exchange, {
    model,
    usage,
    isComplete,
    status: failure?.status ?? 200
  })
  await closed.kept
  if (!res.destroyed) {
    if (!res.headersSent) res.writeHead(200, streamHeaders(exchange, model))
    res.addTrailers({ 'x-stageroute-cost-usd': inUsd(closed.cost) })
    res.end(failure === null ? held : failureEvent(exchange.request.kind, failure))
  }
  if (!isComplete) return
  if (exchange.request.kind === 'responses' && held !== null)
    gateway.owners.note(responseIdIn(eventText(held)), model.id)
  afterAnswer(exchange, { _tag: 'streamed', seen })
}
