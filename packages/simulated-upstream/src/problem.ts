/** An answer that is an error, as clients of the OpenAI API know it. */
export interface Problem {
  readonly status: number
  readonly message: string
  readonly type: string
  readonly param: string | null
  readonly code: string | null
}

const problem = (
  status: number,
  type: string,
  code: string | null,
  message: string,
  param: string | null = null
): Problem => ({ status, type, code, message, param })

const request = 'invalid_request_error'

export const problems = {
  invalid: (param: string | null, message: string) => problem(400, request, null, message, param),
  unauthorised: () => problem(401, request, 'invalid_api_key', 'the key is not the right one'),
  unknownName: (name: string) =>
    problem(404, request, 'model_not_found', `no model "${name}"`, 'model'),
  notFound: () => problem(404, request, 'not_found', 'there is nothing here'),
  wrongMethod: () => problem(405, request, 'method_not_allowed', 'not by this method'),
  tooLarge: (most: number) => problem(413, request, 'request_too_large', `more than ${most} bytes`)
} as const

const limited = 'rate_limit_exceeded'

/** The problem that a status is when nothing is wrong with the request. */
export const problemOf = (status: number): Problem => {
  if (status === 429) return problem(status, limited, limited, 'simulated: too many requests')
  if (status < 500) return problem(status, request, null, `simulated: status ${status}`)
  const code = status === 503 ? 'overloaded' : null
  return problem(status, 'server_error', code, `simulated: status ${status}`)
}

/** The envelope of a problem. */
export const envelopeOf = ({ message, type, param, code }: Problem): string =>
  JSON.stringify({ error: { message, type, param, code } })
