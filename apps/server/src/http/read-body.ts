import * as E from 'fp-ts/Either'
import type { IncomingMessage } from 'node:http'
import { apiErrors, type ApiError } from '@stageroute/gateway'

/** How much of a body is taken, and how long it may take. */
export interface BodyLimits {
  readonly maxBodyBytes: number
  readonly bodyMs: number
}

const tooLarge = (most: number): ApiError =>
  apiErrors.tooLarge(`the body is longer than ${most} bytes`)

const cutOff = apiErrors.invalidRequest('the body was cut off')

/** What a client is told that was too slow. */
export const tooSlow = (problem: string): ApiError => ({
  ...apiErrors.invalidRequest(problem, { code: 'timeout' }),
  status: 408
})

/** Returns the body of a request, or why it is not taken. The connection of one that is not read to its end must not be used again. */
export const readBody = (
  req: IncomingMessage,
  { maxBodyBytes, bodyMs }: BodyLimits
): Promise<E.Either<ApiError, Buffer>> =>
  new Promise((resolve) => {
    if (Number(req.headers['content-length'] ?? 0) > maxBodyBytes)
      return resolve(E.left(tooLarge(maxBodyBytes)))
    // It may have gone while its key was being checked: nothing more is told of it then.
    if (req.destroyed) return resolve(E.left(cutOff))
    const chunks: Array<Buffer> = []
    let bytes = 0
    const timer = setTimeout(
      () => stop(tooSlow(`the body did not come within ${bodyMs} ms`)),
      bodyMs
    )
    const stop = (error: ApiError): void => {
      clearTimeout(timer)
      req.removeAllListeners('data')
      req.pause()
      resolve(E.left(error))
    }
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBodyBytes) return stop(tooLarge(maxBodyBytes))
      chunks.push(chunk)
    })
    req.on('end', () => {
      clearTimeout(timer)
      const [only] = chunks
      resolve(E.right(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)))
    })
    req.on('error', () => stop(cutOff))
    req.on('close', () => {
      if (!req.complete) stop(cutOff)
    })
  })
