import * as E from 'fp-ts/Either'
import { apiErrors, type ApiError } from '@stageroute/gateway'
import { hasRoom, readyAt, takeFromBucket } from '@stageroute/router'
import type { HeldKey } from './held-key'
import type { KeyBook } from './key-book'

type Headers = Readonly<Record<string, string>>

const none: E.Either<ApiError, Headers> = E.right({})

/** A duration as the OpenAI API writes it. */
export const duration = (ms: number): string => {
  if (ms < 1000) return `${Math.max(0, Math.ceil(ms))}ms`
  const seconds = Math.ceil(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds % 60}s`
}

/** Takes a request out of what its key may call, and returns the headers that say what is left; or says when there will be room again. */
export const takeFromLimits = (
  book: KeyBook,
  key: HeldKey,
  tokens: number,
  now: number
): E.Either<ApiError, Headers> => {
  const bucket = book.bucketOf(key)
  if (bucket < 0) return none
  const { buckets } = book
  if (!hasRoom(buckets, bucket, tokens, now)) return E.left(tooFast(book, bucket, tokens, now))
  takeFromBucket(buckets, bucket, tokens, now)
  return E.right(limitHeaders(book, key, bucket, now))
}

const tooFast = ({ buckets }: KeyBook, bucket: number, tokens: number, now: number): ApiError => {
  const ready = readyAt(buckets, bucket, tokens, now)
  return Number.isFinite(ready)
    ? apiErrors.rateLimited('the key calls more often than it may', { retryAfterMs: ready - now })
    : apiErrors.rateLimited('the request needs more tokens than the key may use in a minute', {
        shouldRetry: false
      })
}

const limitHeaders = (
  { buckets }: KeyBook,
  { requestsPerMinute, tokensPerMinute }: HeldKey,
  bucket: number,
  now: number
): Headers => ({
  ...headersOf('requests', requestsPerMinute, leftIn(buckets, 2 * bucket, now)),
  ...headersOf('tokens', tokensPerMinute, leftIn(buckets, 2 * bucket + 1, now))
})

interface Left {
  readonly left: number
  readonly fullInMs: number
}

const headersOf = (what: string, perMinute: number | null, { left, fullInMs }: Left): Headers =>
  perMinute === null
    ? {}
    : {
        [`x-ratelimit-limit-${what}`]: String(Math.floor(perMinute)),
        [`x-ratelimit-remaining-${what}`]: String(Math.max(0, Math.floor(left))),
        [`x-ratelimit-reset-${what}`]: duration(fullInMs)
      }

/** What is left of one limit, and when it is full again. */
const leftIn = (
  { perMinute, burst, taken, since }: KeyBook['buckets'],
  limit: number,
  now: number
): Left => {
  const rate = (perMinute[limit] as number) / 60_000
  const gone = Math.max(0, (taken[limit] as number) - rate * (now - (since[limit] as number)))
  return { left: (burst[limit] as number) - gone, fullInMs: rate > 0 ? gone / rate : 0 }
}
