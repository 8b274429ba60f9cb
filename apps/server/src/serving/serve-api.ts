import type { IncomingMessage, ServerResponse } from 'node:http'
import * as E from 'fp-ts/Either'
import { admit, admitDirect, type Admitted, type Turned } from '@stageroute/engine'
import {
  apiErrors,
  parseBody,
  readChatRequest,
  readEmbeddingsRequest,
  readResponsesRequest,
  type ApiError,
  type ClientRequest
} from '@stageroute/gateway'
import type { Gateway } from '../gateway'
import { sendError, type Headers } from '../http/replies'
import { readBody } from '../http/read-body'
import { authenticate } from '../keys/authenticate'
import { returnToKey, takeFromLimits } from '../keys/limits'
import { payersNow } from '../keys/payers-now'
import { keepEvent } from '../state/keep-event'
import { waitForCover } from '../state/covering'
import type { Exchange } from './exchange'
import { likelyTokens, mostInput } from './most-input'
import { toApiError } from './refusal'
import { giveUp, relay } from './relay'
import { chargeOf, type ServedModel } from './served-model'
import { targetOf, type Target } from './target'
import { toLiveQuery } from './to-live-query'

const readers = {
  chat: readChatRequest,
  responses: readResponsesRequest,
  embeddings: readEmbeddingsRequest
} as const

/** A request that has come, under its number, and where its answer goes. */
export interface Incoming {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly id: string
}

/** Answers a request of the OpenAI API. */
export const serveApi = async (
  gateway: Gateway,
  kind: ClientRequest['kind'],
  { req, res, id }: Incoming
): Promise<void> => {
  const entered = gateway.clock.elapsed()
  const headers: Headers = { 'x-request-id': id }
  gateway.underWay++
  try {
    const opened = await open(gateway, kind, req, { id, headers, entered, res })
    if (E.isLeft(opened))
      refuse(req, res, { ...headers, ...opened.left.headers }, opened.left.error)
    else await answer(opened.right)
  } finally {
    gateway.underWay--
    const seconds = (gateway.clock.elapsed() - entered) / 1000
    gateway.quick.ofKind(kind).request(statusOf(res), seconds)
  }
}

/** The status of an answer; as other servers have it, 499 where the client left before there was one. */
const statusOf = (res: ServerResponse): string => String(res.headersSent ? res.statusCode : 499)

/** A request whose body was not read to its end leaves a connection that cannot be used again. */
const refuse = (
  req: IncomingMessage,
  res: ServerResponse,
  headers: Headers,
  error: ApiError
): void => {
  const isRead = req.complete
  sendError(res, isRead ? headers : { ...headers, connection: 'close' }, error)
}

interface Entry {
  readonly id: string
  readonly headers: Headers
  readonly entered: number
  readonly res: ServerResponse
}

const overload = (gateway: Gateway): ApiError | null => {
  const { maxConcurrent } = gateway.setup.config.listen
  if (gateway.isDraining)
    return apiErrors.overloaded('the server is stopping', { retryAfterMs: 1000 })
  if (gateway.underWay > maxConcurrent)
    return apiErrors.overloaded('too many requests are under way', { retryAfterMs: 1000 })
  if (gateway.keeper.problem() !== null) return unwritable
  return null
}

interface Opened {
  readonly exchange: Omit<Exchange, 'admitted'>
  readonly target: Target
  readonly input: number
}

/** Why a request is not answered, and what its client is told beside. */
interface Refused {
  readonly error: ApiError
  readonly headers: Headers
}

const refused = (error: ApiError): E.Either<Refused, never> => E.left({ error, headers: {} })

/** Reads a request up to the point where a model is to be found for it. */
const open = async (
  gateway: Gateway,
  kind: ClientRequest['kind'],
  req: IncomingMessage,
  { id, headers, entered, res }: Entry
): Promise<E.Either<Refused, Opened>> => {
  const busy = overload(gateway)
  if (busy !== null) return refused(busy)
  const { isOpen, listen } = gateway.setup.config
  const found = authenticate(gateway.keys, req.headers, { roles: ['call'], isOpen })
  const key = found instanceof Promise ? await found : found
  if (E.isLeft(key)) return refused(key.left)
  const body = await readBody(req, listen)
  if (E.isLeft(body)) return refused(body.left)
  const parsed = parseBody(body.right)
  if (E.isLeft(parsed)) return refused(parsed.left)
  const request = readers[kind](parsed.right)
  if (E.isLeft(request)) return refused(request.left)
  const target = targetOf(gateway, request.right)
  if (E.isLeft(target)) return refused(target.left)
  const input = mostInput(request.right, body.right.length)
  const tokens = likelyTokens(request.right, body.right.length)
  const limits = takeFromLimits(gateway.keys, key.right, tokens, gateway.clock.now())
  if (limits.refusal !== null) return E.left({ error: limits.refusal, headers: limits.headers })
  const exchange = {
    gateway,
    req,
    res,
    id,
    key: key.right,
    request: request.right,
    body: body.right,
    tokens,
    entered,
    span: gateway.traces.begin(kind, request.right.model, traceparentOf(req)),
    headers: { ...headers, ...limits.headers },
    ends: [],
    sentAt: entered,
    endedAt: entered,
    waited: 0,
    firstByteAt: null,
    isClosed: false
  }
  return E.right({ exchange, target: target.right, input })
}

const traceparentOf = ({ headers }: IncomingMessage): string | null => {
  const { traceparent } = headers
  return typeof traceparent === 'string' ? traceparent : null
}

/** Finds a model for a request and has it answered. */
const answer = async ({ exchange, target, input }: Opened): Promise<void> => {
  const { gateway, key } = exchange
  const accounts = payersNow(gateway, key)
  const admitted = admitTo(exchange, target, input, accounts)
  if (E.isLeft(admitted)) return turnAway(exchange, { target, input }, admitted.left)
  const whole: Exchange = Object.assign(exchange, { admitted: admitted.right })
  try {
    if (await waitForCover(gateway, admitted.right.toKeep)) await relay(whole)
    else await giveUp(whole, unwritable)
  } catch (error) {
    // Whatever went wrong, what was set aside is booked, and the place of the request is free again.
    await giveUp(whole, apiErrors.internal('the server made a mistake'))
    return Promise.reject(error as Error)
  }
}

const unwritable = apiErrors.overloaded('nothing can be written down at the moment', {
  retryAfterMs: 2000
})

const admitTo = (
  { gateway, request, req, key, tokens }: Omit<Exchange, 'admitted'>,
  target: Target,
  input: number,
  accounts: ReadonlyArray<string>
): E.Either<Turned, Admitted> => {
  if (target._tag === 'routed') {
    const { only } = target
    const routed = { request, headers: req.headers, key, accounts, input, tokens, only }
    return admit(gateway.engine, toLiveQuery(gateway, routed))
  }
  const { model } = target
  const charge = chargeOf(model, request, input)
  const now = gateway.clock.now()
  return admitDirect(gateway.engine, { accounts, model: model.id, charge, now })
}

/** Whether it is known how much one of the models that were meant reads at most. */
const hasContext = (models: ReadonlyMap<string, ServedModel>, only: string | null): boolean =>
  [...models.values()].some(
    ({ id, entry }) => (only === null || only === id) && entry.contextTokens !== null
  )

const turnAway = (
  { gateway, res, headers, span, key, tokens }: Omit<Exchange, 'admitted'>,
  { target, input }: Pick<Opened, 'target' | 'input'>,
  turned: Turned
): void => {
  const only = target._tag === 'routed' ? target.only : null
  const isBounded = input < Infinity || hasContext(gateway.setup.models, only)
  returnToKey(gateway.keys, key, tokens, gateway.clock.now())
  const error = toApiError(turned, { only, isBounded, now: gateway.clock.now() })
  void keepEvent(gateway, turned.event)
  gateway.meters.refusals.inc({ reason: turned.reason })
  span?.end({
    status: error.status,
    model: null,
    provider: null,
    inputTokens: null,
    outputTokens: null,
    costUsd: null,
    decision: null,
    stage: null,
    attempts: 0
  })
  sendError(res, headers, error)
}
