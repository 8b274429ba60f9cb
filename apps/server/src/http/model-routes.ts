import type { FastifyInstance } from 'fastify'
import * as E from 'fp-ts/Either'
import { preview } from '@stageroute/engine'
import { apiErrors, readChatRequest, type ApiError } from '@stageroute/gateway'
import type { Gateway } from '../gateway'
import { anybody, payersOf } from '../keys/held-key'
import { likelyTokens, mostInput } from '../serving/most-input'
import type { ServedModel } from '../serving/served-model'
import { targetOf } from '../serving/target'
import { toLiveQuery } from '../serving/to-live-query'
import { sendFailure, withRole } from './with-role'

/** Names of the API that stand for whichever model is best. */
const ROUTED = 'stageroute'

const createdAt = ({ entry }: ServedModel): number =>
  entry.released === null ? 0 : Date.parse(`${entry.released}T00:00:00Z`) / 1000

const toModel = (model: ServedModel): Record<string, unknown> => ({
  id: model.id,
  object: 'model',
  created: createdAt(model),
  owned_by: model.provider ?? 'unknown',
  shutdown_date: model.entry.shutdownDate
})

/** The models that a client may name: those that are deployed, those of embeddings, and the one that asks for routing. */
export const offeredModels = ({
  setup,
  engine
}: Gateway): ReadonlyArray<Record<string, unknown>> => {
  const deployed = engine.deployed.map((arm) => engine.memory.ids[arm])
  const offered = [...setup.models.values()].filter(
    ({ id, entry }) => entry.serves === 'embeddings' || deployed.includes(id)
  )
  const routed = { id: ROUTED, object: 'model', created: 0, owned_by: ROUTED, shutdown_date: null }
  return [routed, ...offered.map(toModel)]
}

/** Bytes of a body, written anew. */
const lengthOf = (body: unknown): E.Either<ApiError, number> =>
  E.tryCatch(
    () => Buffer.byteLength(JSON.stringify(body)),
    () => apiErrors.invalidRequest('the body is nested too deeply')
  )

/** Which models there are, and which one a request would go to. */
export const addModelRoutes = (app: FastifyInstance, gateway: Gateway): void => {
  const mayCall = { preHandler: withRole(gateway, 'call', 'read') }
  app.get('/v1/models', mayCall, () => ({ object: 'list', data: offeredModels(gateway) }))
  app.get<{ Params: { '*': string } }>('/v1/models/*', mayCall, (request, reply) => {
    const id = request.params['*']
    const found = offeredModels(gateway).find((model) => model['id'] === id)
    return (
      found ??
      sendFailure(
        request,
        reply,
        apiErrors.unknownModel('there is no such model', { param: 'model' })
      )
    )
  })
  app.post('/v1/decisions', { preHandler: withRole(gateway, 'call', 'read') }, (request, reply) => {
    const read = readChatRequest(request.body)
    if (E.isLeft(read)) return sendFailure(request, reply, read.left)
    const target = targetOf(gateway, read.right)
    if (E.isLeft(target)) return sendFailure(request, reply, target.left)
    const key = request.caller ?? anybody
    const bytes = lengthOf(request.body)
    if (E.isLeft(bytes)) return sendFailure(request, reply, bytes.left)
    const { ledger } = gateway.engine.memory
    const query = toLiveQuery(gateway, {
      request: read.right,
      headers: request.headers,
      key,
      accounts: payersOf(key).filter((account) => ledger.accounts.has(account)),
      input: mostInput(read.right, bytes.right),
      tokens: likelyTokens(read.right, bytes.right),
      only: target.right._tag === 'routed' ? target.right.only : null
    })
    const decision = preview(gateway.engine, query)
    return { object: 'decision', schema_version: decision.version, ...decision }
  })
}
