import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as t from 'io-ts'
import { closed, decodeFrom, message, NonNegative } from '@stageroute/contracts'
import { hashKey, makeApiKey } from '@stageroute/gateway'
import type { Gateway } from '../gateway'
import { sendProblem } from '../http/problem'
import { withRole } from '../http/with-role'
import type { HeldKey } from '../keys/held-key'
import { keyEvent } from '../keys/key-events'

const Roles = t.readonlyArray(
  t.keyof({ call: null, feedback: null, read: null, admin: null }, 'a role'),
  'a list of roles'
)

const Limit = t.union([NonNegative, t.null], 'an amount or null')

const optional = {
  name: t.string,
  budgetUsd: Limit,
  period: t.keyof({ total: null, day: null, month: null }, 'total, day or month'),
  requestsPerMinute: Limit,
  tokensPerMinute: Limit
}

const NewKey = closed(t.intersection([t.type({ roles: Roles }), t.partial(optional)]), [
  'roles',
  ...Object.keys(optional)
])

/** What may be told of a key: everything but its hash. */
const tell = ({ salt: _, hash: __, ...key }: HeldKey): Omit<HeldKey, 'salt' | 'hash'> => key

const readNewKey = (body: unknown): E.Either<string, t.TypeOf<typeof NewKey>> =>
  pipe(
    decodeFrom(NewKey, 'body')(body),
    E.mapLeft(message),
    E.filterOrElse(
      ({ roles }) => roles.length > 0,
      () => 'roles: at least one is needed'
    ),
    E.filterOrElse(
      ({ requestsPerMinute, tokensPerMinute }) => requestsPerMinute !== 0 && tokensPerMinute !== 0,
      () => 'requestsPerMinute, tokensPerMinute: must be above 0 or null'
    )
  )

/** Keys: made, listed, taken away. A key itself is told once, when it is made. */
export const addKeyRoutes = (app: FastifyInstance, gateway: Gateway): void => {
  const mayChange = { preHandler: withRole(gateway, 'admin') }
  const { keys, keeper, clock } = gateway
  app.get('/admin/v1/keys', mayChange, () => ({ keys: keys.list().map(tell) }))
  app.post('/admin/v1/keys', mayChange, async (request, reply) => {
    const read = readNewKey(request.body)
    if (E.isLeft(read))
      return sendProblem(reply, { status: 400, title: 'invalid request', detail: read.left })
    const { id, token } = makeApiKey(randomBytes)
    const key: HeldKey = {
      name: '',
      budgetUsd: null,
      period: 'total',
      requestsPerMinute: null,
      tokensPerMinute: null,
      ...read.right,
      ...(await hashKey(token, randomBytes)),
      id,
      isConfigured: false
    }
    const kept = await keeper.keep(keyEvent({ _tag: 'made', key }, clock.now()))
    if (kept === null)
      return sendProblem(reply, {
        status: 503,
        title: 'not kept',
        detail: 'nothing can be written down at the moment'
      })
    keys.put(key, clock.now())
    return reply.code(201).send({ key: token, ...tell(key) })
  })
  app.delete<{ Params: { id: string } }>(
    '/admin/v1/keys/:id',
    mayChange,
    async (request, reply) => {
      const { id } = request.params
      const key = keys.find(id)
      if (key === undefined)
        return sendProblem(reply, {
          status: 404,
          title: 'not found',
          detail: 'there is no such key'
        })
      if (key.isConfigured)
        return sendProblem(reply, {
          status: 409,
          title: 'conflict',
          detail: 'the key is in the configuration: take it out there'
        })
      keys.remove(id)
      await keeper.keep(keyEvent({ _tag: 'revoked', id }, clock.now()))
      return reply.code(204).send()
    }
  )
}
