import { isAscii, isUtf8 } from 'node:buffer'
import * as E from 'fp-ts/Either'
import { apiErrors, type ApiError } from './api-error'
import { viewOf } from './bytes'
import { isPresent, type Fields } from './fields'

const BOM = [0xef, 0xbb, 0xbf] as const

/**
 * Returns bytes as a text, without a mark of the order of bytes in front; null where they are no UTF-8.
 *
 * @category request
 * @since 0.1.0
 */
export const decodeText = (bytes: Uint8Array): string | null => {
  // Nearly all bodies are, and are then not decoded at all.
  if (isAscii(bytes)) return viewOf(bytes).toString('latin1')
  if (!isUtf8(bytes)) return null
  const isMarked = BOM.every((byte, i) => bytes[i] === byte)
  return viewOf(bytes).toString('utf8', isMarked ? BOM.length : 0)
}

const noJson = E.left(apiErrors.invalidRequest('the body is not JSON in UTF-8'))
const noObject = E.left(apiErrors.invalidRequest('the body must be a JSON object'))

/**
 * Parses the text of a request's body.
 *
 * Errors: `invalid_request_error` for what is no JSON or no object.
 *
 * @category request
 * @since 0.1.0
 */
export const parseText = (text: string): E.Either<ApiError, Fields> => {
  try {
    const value = JSON.parse(text) as unknown
    return isPresent(value) && typeof value === 'object' && !Array.isArray(value)
      ? E.right(value as Fields)
      : noObject
  } catch {
    return noJson
  }
}

/**
 * Parses the body of a request.
 *
 * Errors: `invalid_request_error` for what is not UTF-8, no JSON or no object.
 *
 * @category request
 * @since 0.1.0
 */
export const parseBody = (bytes: Uint8Array): E.Either<ApiError, Fields> => {
  const text = decodeText(bytes)
  return text === null ? noJson : parseText(text)
}
