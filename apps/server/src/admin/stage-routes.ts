import type { FastifyInstance, FastifyReply } from 'fastify'
import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { decodeFrom, DeploymentPlan, message, type DomainError } from '@stageroute/contracts'
import { explainPlan } from '@stageroute/planner'
import type { Gateway } from '../gateway'
import { sendProblem } from '../http/problem'
import { withRole } from '../http/with-role'
import type { StageDesk } from '../stages/stage-desk'

const ApplyBody = t.partial({ plan: t.union([DeploymentPlan, t.null]) }, 'ApplyBody')
const RollbackBody = t.type({ number: t.number }, 'RollbackBody')

const invalid = (reply: FastifyReply, error: DomainError): FastifyReply =>
  sendProblem(reply, { status: 400, title: 'invalid request', detail: message(error) })

const conflict = (reply: FastifyReply, detail: string): FastifyReply =>
  sendProblem(reply, { status: 409, title: 'the stage stays as it is', detail })

const withReasons = (plan: DeploymentPlan): Record<string, unknown> => ({
  plan,
  explanation: explainPlan(plan)
})

/** Plans as dry runs, applied, taken back, and those before with their reasons. */
export const addStageRoutes = (app: FastifyInstance, gateway: Gateway, desk: StageDesk): void => {
  const mayRead = { preHandler: withRole(gateway, 'read', 'admin') }
  const mayChange = { preHandler: withRole(gateway, 'admin') }
  app.get('/admin/v1/stages', mayRead, () => ({
    problem: desk.problem(),
    stages: gateway.engine.memory.history.applied.map(({ number, appliedAt, restores, plan }) => ({
      number,
      appliedAt: new Date(appliedAt).toISOString(),
      restores,
      ...withReasons(plan)
    }))
  }))
  app.post('/admin/v1/stages/plan', mayRead, async (_, reply) => {
    const plan = await desk.plan()
    return E.isLeft(plan) ? conflict(reply, plan.left) : withReasons(plan.right)
  })
  app.post('/admin/v1/stages/apply', mayChange, async (request, reply) => {
    const body = decodeFrom(ApplyBody, 'body')(request.body ?? {})
    if (E.isLeft(body)) return invalid(reply, body.left)
    const given = body.right.plan ?? null
    const plan = given === null ? await desk.plan() : E.right(given)
    if (E.isLeft(plan)) return conflict(reply, plan.left)
    const applied = await desk.apply(plan.right)
    return E.isLeft(applied) ? conflict(reply, applied.left) : withReasons(applied.right)
  })
  app.post('/admin/v1/stages/rollback', mayChange, async (request, reply) => {
    const body = decodeFrom(RollbackBody, 'body')(request.body)
    if (E.isLeft(body)) return invalid(reply, body.left)
    const applied = await desk.rollBack(body.right.number)
    return E.isLeft(applied) ? conflict(reply, applied.left) : withReasons(applied.right)
  })
}
