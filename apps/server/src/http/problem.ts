import type { FastifyReply } from 'fastify'

/** A failure of the administration, as RFC 9457 has it. */
export interface Problem {
  readonly status: number
  readonly title: string
  readonly detail: string
}

/** Sends a failure. */
export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply
    .code(problem.status)
    .type('application/problem+json')
    .send({ type: 'about:blank', ...problem })
