import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { apiErrors, type ApiError } from './api-error'
import { isPresent, type Fields } from './fields'

/**
 * Parses the body of a request.
 *
 * Errors: `invalid_request_error` for what is not UTF-8, no JSON or no object.
 *
 * @category request
 * @since 0.1.0
 */
export const parseBody = (bytes: Uint8Array): E.Either<ApiError, Fields> =>
  pipe(
    E.tryCatch(
      () => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown,
      () => apiErrors.invalidRequest('the body is not JSON in UTF-8')
    ),
    E.filterOrElse(
      (value): value is Fields =>
        isPresent(value) && typeof value === 'object' && !Array.isArray(value),
      () => apiErrors.invalidRequest('the body must be a JSON object')
    )
  )
