import * as E from 'fp-ts/Either'
import { advance, limitsPerArm, swapLimit, type RateBuckets } from './rate-bucket'

/**
 * How much an arm may be asked for.
 *
 * A burst is what may be taken at once after a pause. Without one, a minute's worth may (for requests at least one). Where a clock counts whole
 * milliseconds, a burst of a single request refuses a steady stream at exactly the rate whenever rounding brings two of its queries too close together.
 *
 * Unit: requests, tokens of prompts and answers together; Infinity per minute for no limit.
 *
 * @category rate
 * @since 0.1.0
 */
export interface RateLimit {
  readonly requestsPerMinute: number
  readonly tokensPerMinute: number
  readonly requestBurst?: number
  /** Also the most tokens that a single request can have. */
  readonly tokenBurst?: number
}

/**
 * Why a limit was not set: which field is wrong and why.
 *
 * @category error
 * @since 0.1.0
 */
export interface InvalidRateLimit {
  readonly _tag: 'InvalidRateLimit'
  readonly field: keyof RateLimit | 'arm' | 'now'
  readonly problem: string
}

/**
 * Limits an arm from now on and returns its buckets. What the arm has taken and time has not refilled yet stays owed under the new limit, so that
 * setting limits often, or lowering them, gives nothing away; an arm that had no limit owes nothing.
 *
 * Errors: `InvalidRateLimit` with the first field that is wrong; then nothing has changed. Rates are above 0, bursts finite, of requests at least 1, of
 *   tokens above 0, and given only where there is a limit.
 * Cost: O(1).
 *
 * @category rate
 * @since 0.1.0
 * @example
 * import { hasRoom, makeRateBuckets, setRateLimit, takeFromBucket } from '@stageroute/router'
 *
 * const buckets = makeRateBuckets(1)
 * const limit = { requestsPerMinute: 2, tokensPerMinute: Infinity }
 * setRateLimit(buckets, 0, limit, 0)._tag // => 'Right'
 * takeFromBucket(buckets, 0, 0, 0) // => true
 * // One of two is used: under a limit of one, none is left.
 * setRateLimit(buckets, 0, { ...limit, requestsPerMinute: 1 }, 0)._tag // => 'Right'
 * hasRoom(buckets, 0, 0, 0) // => false
 * setRateLimit(buckets, 0, { ...limit, requestsPerMinute: 0 }, 0)._tag // => 'Left'
 */
export const setRateLimit = (
  buckets: RateBuckets,
  arm: number,
  limit: RateLimit,
  now: number
): E.Either<InvalidRateLimit, RateBuckets> => {
  const problem = findProblem(buckets, arm, limit, now)
  if (problem !== undefined) return E.left(problem)
  const { requestsPerMinute, tokensPerMinute, requestBurst, tokenBurst } = limit
  const time = advance(buckets, now)
  const requests = requestBurst ?? Math.max(1, requestsPerMinute)
  swapLimit(buckets, limitsPerArm * arm, refillOf(requestsPerMinute), requests, time)
  const tokens = tokenBurst ?? tokensPerMinute
  swapLimit(buckets, limitsPerArm * arm + 1, refillOf(tokensPerMinute), tokens, time)
  return E.right(buckets)
}

const refillOf = (perMinute: number): number => (perMinute < Infinity ? perMinute : 0)

const findProblem = (
  { burst }: RateBuckets,
  arm: number,
  limit: RateLimit,
  now: number
): InvalidRateLimit | undefined => {
  const { requestsPerMinute, tokensPerMinute, requestBurst, tokenBurst } = limit
  if (!(burst[limitsPerArm * arm] > 0)) return invalid('arm', `${arm} has no buckets`)
  if (!Number.isFinite(now)) return invalid('now', `${now} is no time`)
  return (
    findBadRate('requestsPerMinute', requestsPerMinute) ??
    findBadRate('tokensPerMinute', tokensPerMinute) ??
    findBadBurst('requestBurst', requestBurst, requestsPerMinute, 1) ??
    findBadBurst('tokenBurst', tokenBurst, tokensPerMinute, Number.MIN_VALUE)
  )
}

const findBadRate = (field: keyof RateLimit, perMinute: number): InvalidRateLimit | undefined =>
  perMinute > 0 ? undefined : invalid(field, `${perMinute}, expected a number above 0 or Infinity`)

const findBadBurst = (
  field: keyof RateLimit,
  burst: number | undefined,
  perMinute: number,
  least: number
): InvalidRateLimit | undefined => {
  if (burst === undefined) return undefined
  if (perMinute === Infinity) return invalid(field, 'given where there is no limit')
  if (burst >= least && burst < Infinity) return undefined
  return invalid(
    field,
    `${burst}, expected a finite number ${least < 1 ? 'above 0' : 'of at least 1'}`
  )
}

const invalid = (field: InvalidRateLimit['field'], problem: string): InvalidRateLimit => ({
  _tag: 'InvalidRateLimit',
  field,
  problem
})
