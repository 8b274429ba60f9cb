import type { FastifyInstance } from 'fastify'
import * as E from 'fp-ts/Either'
import { engineKind } from '@stageroute/engine'
import type { StoredEvent } from '@stageroute/store'
import type { Gateway } from '../gateway'
import { sendProblem } from '../http/problem'
import { withRole } from '../http/with-role'
import { decisionId } from '../serving/answer-headers'
import { takeSnapshot } from '../state/snapshots'

/** Events that are read at a time at most. */
const MOST = 10_000
const USUAL = 1000

const countOf = (text: string | undefined, otherwise: number, most: number): number | null => {
  if (text === undefined) return otherwise
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  return value <= most ? value : null
}

interface Kept {
  readonly _tag: string
  readonly decision?: number
}

/** Answers, and what they were worth, as lines; the other events are nobody's outside. */
const toLine = ({ position, at, kind, body }: StoredEvent): ReadonlyArray<string> => {
  if (kind !== engineKind) return []
  const event = JSON.parse(body) as Kept
  if (event._tag !== 'answered' && event._tag !== 'judged') return []
  const { _tag, decision = -1, ...rest } = event
  const head = { schema_version: 1, position, at: new Date(at).toISOString(), event: _tag }
  return [`${JSON.stringify({ ...head, decision: decisionId(decision), ...rest })}\n`]
}

/** What was decided, in the order in which it was kept, and snapshots of the state. */
export const addRecordRoutes = (app: FastifyInstance, gateway: Gateway): void => {
  app.get<{ Querystring: { after?: string; limit?: string } }>(
    '/admin/v1/decisions',
    { preHandler: withRole(gateway, 'read', 'admin') },
    async (request, reply) => {
      const after = countOf(request.query.after, 0, Number.MAX_SAFE_INTEGER)
      const limit = countOf(request.query.limit, USUAL, MOST)
      if (after === null || limit === null || limit === 0)
        return sendProblem(reply, {
          status: 400,
          title: 'invalid request',
          detail: `after: a position; limit: a number from 1 to ${MOST}`
        })
      const events = await gateway.store.read(after, limit)()
      if (E.isLeft(events))
        return sendProblem(reply, { status: 503, title: 'not read', detail: events.left.problem })
      const last = events.right.at(-1)?.position ?? after
      return reply
        .type('application/x-ndjson')
        .header('x-stageroute-cursor', String(last))
        .send(events.right.flatMap(toLine).join(''))
    }
  )
  app.post('/admin/v1/snapshot', { preHandler: withRole(gateway, 'admin') }, async (_, reply) => {
    const position = await takeSnapshot(gateway)
    return position === null
      ? sendProblem(reply, {
          status: 503,
          title: 'not kept',
          detail: 'the snapshot cannot be kept at the moment'
        })
      : { position }
  })
}
