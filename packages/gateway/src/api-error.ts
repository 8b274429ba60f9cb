/**
 * A failure as clients of the OpenAI API know it.
 *
 * - `type`, `code`: `insufficient_quota` is money that is gone, `rate_limit_exceeded` requests or tokens that come too fast.
 * - `retryAfterMs`: null where nothing is known of when it will be better.
 * - `shouldRetry`: false where trying again is of no use, whatever the status says; null leaves it to the status.
 *
 * @category failure
 * @since 0.1.0
 */
export interface ApiError {
  readonly status: number
  readonly message: string
  readonly type: string
  readonly param: string | null
  readonly code: string | null
  readonly retryAfterMs: number | null
  readonly shouldRetry: boolean | null
}

type Details = Partial<Omit<ApiError, 'status' | 'message' | 'type'>>

const apiError =
  (status: number, type: string, usual: Details = {}) =>
  (message: string, details: Details = {}): ApiError => ({
    param: null,
    code: null,
    retryAfterMs: null,
    shouldRetry: null,
    ...usual,
    ...details,
    status,
    message,
    type
  })

/**
 * Makes the failures of the server, each with its status, type and code. Messages never hold a key or a text of the client.
 *
 * @category failure
 * @since 0.1.0
 * @example
 * import { apiErrors, toEnvelope } from '@stageroute/gateway'
 *
 * const { error } = toEnvelope(apiErrors.unknownModel('no model "x"', { param: 'model' }))
 * error.code // => 'model_not_found'
 * error.param // => 'model'
 */
export const apiErrors = {
  invalidRequest: apiError(400, 'invalid_request_error'),
  unauthorised: apiError(401, 'invalid_request_error', { code: 'invalid_api_key' }),
  forbidden: apiError(403, 'invalid_request_error', { code: 'insufficient_permissions' }),
  notFound: apiError(404, 'invalid_request_error', { code: 'not_found' }),
  unknownModel: apiError(404, 'invalid_request_error', { code: 'model_not_found' }),
  methodNotAllowed: apiError(405, 'invalid_request_error', { code: 'method_not_allowed' }),
  tooLarge: apiError(413, 'invalid_request_error', { code: 'request_too_large' }),
  conflict: apiError(409, 'invalid_request_error', { code: 'conflict', shouldRetry: false }),
  rateLimited: apiError(429, 'rate_limit_exceeded', { code: 'rate_limit_exceeded' }),
  quotaExhausted: apiError(429, 'insufficient_quota', {
    code: 'insufficient_quota',
    shouldRetry: false
  }),
  internal: apiError(500, 'server_error'),
  upstreamFailed: apiError(502, 'server_error', { code: 'upstream_error' }),
  overloaded: apiError(503, 'server_error', { code: 'overloaded' }),
  timedOut: apiError(504, 'server_error', { code: 'timeout' })
} as const

/**
 * What a client reads: `error` with all four keys.
 *
 * @category failure
 * @since 0.1.0
 */
export interface ErrorEnvelope {
  readonly error: Pick<ApiError, 'message' | 'type' | 'param' | 'code'>
}

/**
 * Returns the body of a failure.
 *
 * @category failure
 * @since 0.1.0
 */
export const toEnvelope = ({ message, type, param, code }: ApiError): ErrorEnvelope => ({
  error: { message, type, param, code }
})

/**
 * Returns the headers of a failure: when to try again, in whole seconds that are not too early and in milliseconds, and whether to.
 *
 * @category failure
 * @since 0.1.0
 */
export const errorHeaders = ({
  retryAfterMs,
  shouldRetry
}: ApiError): Readonly<Record<string, string>> => ({
  ...(retryAfterMs === null
    ? {}
    : {
        'retry-after': String(Math.ceil(retryAfterMs / 1000)),
        'retry-after-ms': String(Math.ceil(retryAfterMs))
      }),
  ...(shouldRetry === null ? {} : { 'x-should-retry': String(shouldRetry) })
})
