import { apiErrors, type ApiError } from '@stageroute/gateway'
import { giveBack, hasRoom, readyAt, takeFromBucket } from '@stageroute/router'
import type { HeldKey } from './held-key'
import type { KeyBook } from './key-book'

type Headers = Readonly<Record<string, string>>

const none: Limited = { refusal: null, headers: {} }

/** A duration as the OpenAI API writes it. */
export const duration = (ms: number): string => {
  if (ms < 1000) return `${Math.max(0, Math.ceil(ms))}ms`
  const seconds = Math.ceil(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds % 60}s`
}

/** What became of a request at the limits of its key: why it has to wait, or null, and the headers that say what is left. */
export interface Limited {
  readonly refusal: ApiError | null
  readonly headers: Headers
}

/** Takes a request out of what its key may call. */
export const takeFromLimits = (
  book: KeyBook,
  key: HeldKey,
  tokens: number,
  now: number
): Limited => {
  const bucket = book.bucketOf(key)
  if (bucket < 0) return none
  const { buckets } = book
  const mayPass = hasRoom(buckets, bucket, tokens, now)
  if (mayPass) takeFromBucket(buckets, bucket, tokens, now)
  return {
    refusal: mayPass ? null : tooFast(book, bucket, tokens, now),
    headers: limitHeaders(book, key, bucket, now)
  }
}

/** Gives a key back what a request took from its tokens and did not need. */
export const returnToKey = (book: KeyBook, key: HeldKey, tokens: number, now: number): void => {
  const bucket = book.bucketOf(key)
  if (bucket >= 0) giveBack(book.buckets, bucket, tokens, now)
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
