import * as E from 'fp-ts/Either'
import { toEnvelope, type ApiError } from '@stageroute/gateway'
import { apiErrors } from '@stageroute/gateway'
import type { WholeAnswer } from './exchange'

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => Object(value) as never

const textOr = <A>(value: unknown, otherwise: A): string | A =>
  typeof value === 'string' ? value : otherwise

/** What an upstream says is wrong with the client's request: with all keys that clients read, whichever of them it sent. */
export const toClientError = (
  status: number,
  body: E.Either<ApiError, Readonly<Record<string, unknown>>>
): WholeAnswer => {
  const { message, type, param, code } = fieldsOf(E.isRight(body) ? body.right['error'] : null)
  const usual = apiErrors.invalidRequest(
    textOr(message, `the model refuses the request (${status})`)
  )
  const envelope = toEnvelope({
    ...usual,
    type: textOr(type, usual.type),
    param: textOr(param, null),
    code: textOr(code, null)
  })
  return {
    _tag: 'whole',
    status,
    contentType: 'application/json',
    body: JSON.stringify(envelope),
    usage: null,
    fields: {}
  }
}
