/**
 * When a call is tried again.
 *
 * Unit: milliseconds.
 *
 * @category retry
 * @since 0.1.0
 */
export interface RetryRule {
  /** Calls after the first one. */
  readonly retries: number
  readonly firstDelayMs: number
  readonly longestDelayMs: number
}

/**
 * Tells whether a status may be another one the next time: 408, 409, 429 and those of servers that failed.
 *
 * @category retry
 * @since 0.1.0
 */
export const isRetryable = (status: number): boolean =>
  status === 408 || status === 409 || status === 429 || status >= 500

/**
 * Returns how long to wait before the next call; null where there is none: all were made, or the deadline would come first.
 *
 * The delay doubles with every call, less up to a quarter by chance so that clients do not come back together. What the server asked for counts instead
 * where it is longer.
 *
 * Unit: `made` calls so far, at least 1; `leftMs` until the deadline; `uniform` in [0, 1).
 *
 * @category retry
 * @since 0.1.0
 * @example
 * import { retryDelay } from '@stageroute/gateway'
 *
 * const rule = { retries: 2, firstDelayMs: 500, longestDelayMs: 8000 }
 * retryDelay(rule, { made: 1, leftMs: 10_000, askedMs: null, uniform: 0 }) // => 500
 * retryDelay(rule, { made: 2, leftMs: 10_000, askedMs: 3000, uniform: 0 }) // => 3000
 * retryDelay(rule, { made: 2, leftMs: 900, askedMs: null, uniform: 0 }) // => null
 */
export const retryDelay = (
  { retries, firstDelayMs, longestDelayMs }: RetryRule,
  now: {
    readonly made: number
    readonly leftMs: number
    readonly askedMs: number | null
    readonly uniform: number
  }
): number | null => {
  if (now.made > retries) return null
  const doubled = Math.min(longestDelayMs, firstDelayMs * 2 ** (now.made - 1))
  const delay = Math.max(now.askedMs ?? 0, doubled * (1 - now.uniform / 4))
  return delay < now.leftMs ? delay : null
}

/** What is asked for beyond a day is a mistake, or a way to stop us. */
const LONGEST_ASKED_MS = 86_400_000

type Headers = Readonly<Record<string, string | ReadonlyArray<string> | undefined>>

/**
 * Reads how long a server asks to wait: `retry-after-ms`, else `retry-after` in seconds or as a date. Null where it does not ask, or for what cannot be.
 *
 * Unit: `nowMs` in milliseconds since 1970.
 *
 * @category retry
 * @since 0.1.0
 */
export const readRetryAfter = (headers: Headers, nowMs: number): number | null => {
  const milliseconds = numberOf(headers['retry-after-ms'])
  if (milliseconds !== null) return milliseconds
  const after = headers['retry-after']
  const seconds = numberOf(after)
  if (seconds !== null) return seconds * 1000 <= LONGEST_ASKED_MS ? seconds * 1000 : null
  // Only a date of RFC 9110: what else JavaScript takes for one is no date here.
  if (typeof after !== 'string' || !/^[A-Z][a-z]{2}, .* GMT$/.test(after)) return null
  const wait = Date.parse(after) - nowMs
  return wait <= LONGEST_ASKED_MS ? Math.max(0, wait) : null
}

const numberOf = (text: Headers[string]): number | null => {
  if (typeof text !== 'string' || !/^\d+(\.\d+)?$/.test(text)) return null
  const value = Number(text)
  return value <= LONGEST_ASKED_MS ? value : null
}
