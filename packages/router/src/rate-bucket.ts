const msPerMinute = 60_000

/** What is more is no count of tokens; sums of what is less stay finite. */
const mostTokens = Number.MAX_SAFE_INTEGER

/** Each arm has two limits: its requests per minute, and next to it its tokens per minute. */
export const limitsPerArm = 2

/**
 * Token buckets of all arms: requests per minute and tokens per minute, each with a burst.
 *
 * A bucket is kept as what was taken from it since it was last full, so what has been refilled is one product of a time and a rate, however often it
 * was taken from: nothing adds up, nothing drifts. Whole limits, amounts and milliseconds are accounted for exactly while `60_000 * taken` is below 2^53,
 * which a million tokens per minute reach after 100 days without a pause; from then on to the last bit of a double.
 *
 * The law: what is taken within any window of time, less what is given back within it, is at most the burst and what the rate yields in that window.
 * A time before the latest one counts as the latest one, so that a clock set back adds nothing and removes nothing; what is refilled then waits for the
 * clock to catch up.
 *
 * Shape: columns have two entries per arm, requests at `2 * arm` and tokens at `2 * arm + 1`.
 * Unit: times in the caller's milliseconds.
 *
 * @category rate
 * @since 0.1.0
 */
export interface RateBuckets {
  /** What a minute refills; 0 where there is no limit: a burst of Infinity needs no refill. */
  readonly perMinute: Float64Array
  /** What a full bucket holds. */
  readonly burst: Float64Array
  /** What was taken since the bucket was last full; above what it holds and has refilled, it is in debt. 0 where there is no limit. */
  readonly taken: Float64Array
  /** When it was last known to be full. */
  readonly since: Float64Array
  /** The latest time at which something was taken or given back, or a limit was set. */
  latest: number
  /** Times that were before the latest one. */
  backwards: number
  /** Calls refused because their arm, their tokens or their time cannot be. */
  impossible: number
}

/** Before every time of a clock, and a number that JSON can carry. */
export const beforeAll = -Number.MAX_VALUE

/**
 * Returns full buckets for `maxArms` arms, none of which has a limit yet.
 *
 * Requires: `maxArms` an integer of at least 0.
 * Cost: O(maxArms) time and memory, once.
 *
 * @category rate
 * @since 0.1.0
 * @example
 * import { giveBack, hasRoom, makeRateBuckets, readyAt, setRateLimit, takeFromBucket } from '@stageroute/router'
 *
 * const buckets = makeRateBuckets(2)
 * setRateLimit(buckets, 0, { requestsPerMinute: 60, tokensPerMinute: 6000 }, 0)._tag // => 'Right'
 * takeFromBucket(buckets, 0, 5000, 0) // => true
 * hasRoom(buckets, 0, 2000, 0) // => false
 * // A second refills 100 tokens.
 * readyAt(buckets, 0, 2000, 0) // => 10000
 * // The query used 3,500 of the 5,000 tokens that were reserved.
 * giveBack(buckets, 0, 1500, 0)
 * hasRoom(buckets, 0, 2000, 0) // => true
 * // More than a full bucket holds.
 * readyAt(buckets, 0, 6001, 0) // => Infinity
 * // No limit was set for the other arm.
 * hasRoom(buckets, 1, 1e9, 0) // => true
 */
export const makeRateBuckets = (maxArms: number): RateBuckets => ({
  perMinute: new Float64Array(limitsPerArm * maxArms),
  burst: new Float64Array(limitsPerArm * maxArms).fill(Infinity),
  taken: new Float64Array(limitsPerArm * maxArms),
  since: new Float64Array(limitsPerArm * maxArms).fill(beforeAll),
  latest: beforeAll,
  backwards: 0,
  impossible: 0
})

/**
 * Returns whether an arm has room for one request of so many tokens; changes nothing. False for an arm outside the buckets.
 *
 * Unit: `tokens` of prompt and answer together.
 * Requires: a finite `now`.
 * Cost: O(1), no allocation.
 *
 * @category rate
 * @since 0.1.0
 */
export const hasRoom = (
  buckets: RateBuckets,
  arm: number,
  tokens: number,
  now: number
): boolean => {
  const time = now > buckets.latest ? now : buckets.latest
  const limit = limitsPerArm * arm
  return tokens >= 0 && fits(buckets, limit, 1, time) && fits(buckets, limit + 1, tokens, time)
}

/**
 * Takes one request and so many tokens from an arm and returns true; where one of the two has no room, takes nothing and returns false. An arm
 * outside the buckets, tokens below 0 or past 2^53, and what is not finite are refused and counted as impossible.
 *
 * Unit: `tokens` of prompt and of the longest answer together; what was not used is given back later.
 * Cost: O(1), no allocation.
 *
 * @category rate
 * @since 0.1.0
 */
export const takeFromBucket = (
  buckets: RateBuckets,
  arm: number,
  tokens: number,
  now: number
): boolean => {
  if (!isPossible(buckets, arm, tokens, now, 0)) return false
  const time = advance(buckets, now)
  if (!hasRoom(buckets, arm, tokens, time)) return false
  const limit = limitsPerArm * arm
  book(buckets, limit, 1, time)
  book(buckets, limit + 1, tokens, time)
  return true
}

/**
 * Gives back tokens that were reserved and not used; a negative number of them for tokens used beyond what was reserved, which may leave the bucket
 * in debt: then nothing fits until time has repaid it. A bucket never holds more than its burst.
 *
 * What is impossible as for `takeFromBucket` changes nothing but its count.
 *
 * Cost: O(1), no allocation.
 *
 * @category rate
 * @since 0.1.0
 */
export const giveBack = (buckets: RateBuckets, arm: number, tokens: number, now: number): void => {
  if (!isPossible(buckets, arm, tokens, now, -mostTokens)) return
  book(buckets, limitsPerArm * arm + 1, -tokens, advance(buckets, now))
}

/**
 * Gives back the request as well as the tokens of a query that was never sent.
 *
 * Cost: O(1), no allocation.
 *
 * @category rate
 * @since 0.1.0
 */
export const undoTake = (buckets: RateBuckets, arm: number, tokens: number, now: number): void => {
  if (!isPossible(buckets, arm, tokens, now, 0)) return
  const time = advance(buckets, now)
  book(buckets, limitsPerArm * arm, -1, time)
  book(buckets, limitsPerArm * arm + 1, -tokens, time)
}

/**
 * Returns `now` where an arm has room for a request of so many tokens, otherwise the first whole millisecond at which it will have if nothing else
 * is taken before; Infinity for a request larger than a full bucket and for an arm outside the buckets. It is what a Retry-After is made from. Where
 * limits or times are not whole, rounding can make it a millisecond later.
 *
 * Requires: `tokens >= 0`, a finite `now`.
 * Cost: O(1), no allocation.
 *
 * @category rate
 * @since 0.1.0
 */
export const readyAt = (buckets: RateBuckets, arm: number, tokens: number, now: number): number => {
  if (hasRoom(buckets, arm, tokens, now)) return now
  const time = now > buckets.latest ? now : buckets.latest
  const limit = limitsPerArm * arm
  return Math.max(fitsAt(buckets, limit, 1, time), fitsAt(buckets, limit + 1, tokens, time))
}

const fits = (buckets: RateBuckets, limit: number, amount: number, time: number): boolean => {
  const { perMinute, burst, taken, since } = buckets
  // Both sides are whole for whole limits, amounts and times: no division.
  const lacking = (taken[limit] + amount - burst[limit]) * msPerMinute
  return amount <= burst[limit] && lacking <= (time - since[limit]) * perMinute[limit]
}

const fitsAt = (buckets: RateBuckets, limit: number, amount: number, time: number): number => {
  if (fits(buckets, limit, amount, time)) return time
  const { perMinute, burst, taken, since } = buckets
  if (!(amount <= burst[limit])) return Infinity
  const lacking = (taken[limit] + amount - burst[limit]) * msPerMinute
  // The sum is rounded, by less than a millisecond.
  const ready = Math.ceil(since[limit] + lacking / perMinute[limit])
  return fits(buckets, limit, amount, ready) ? ready : ready + 1
}

/** Forgets what was taken from a bucket that is full by now. */
const settle = (buckets: RateBuckets, limit: number, time: number): void => {
  const { perMinute, taken, since } = buckets
  if (taken[limit] * msPerMinute > (time - since[limit]) * perMinute[limit]) return
  taken[limit] = 0
  since[limit] = time
}

/** Takes an amount, or gives back one below 0; without a limit, nothing is owed. */
const book = (buckets: RateBuckets, limit: number, amount: number, time: number): void => {
  if (buckets.burst[limit] === Infinity) return
  settle(buckets, limit, time)
  buckets.taken[limit] = Math.max(0, buckets.taken[limit] + amount)
}

/** Gives a bucket another rate and burst; what it is short of a full one stays owed, unless it has no limit any more. */
export const swapLimit = (
  buckets: RateBuckets,
  limit: number,
  perMinute: number,
  burst: number,
  time: number
): void => {
  const refilled = ((time - buckets.since[limit]) * buckets.perMinute[limit]) / msPerMinute
  buckets.taken[limit] = burst < Infinity ? Math.max(0, buckets.taken[limit] - refilled) : 0
  buckets.since[limit] = time
  buckets.perMinute[limit] = perMinute
  buckets.burst[limit] = burst
}

/** Returns the time to go by, and counts one that went backwards. */
export const advance = (buckets: RateBuckets, now: number): number => {
  if (now >= buckets.latest) buckets.latest = now
  else buckets.backwards++
  return buckets.latest
}

const isPossible = (
  buckets: RateBuckets,
  arm: number,
  tokens: number,
  now: number,
  least: number
): boolean => {
  const isArm = buckets.burst[limitsPerArm * arm] > 0
  const isRight = isArm && tokens >= least && tokens <= mostTokens && Number.isFinite(now)
  if (!isRight) buckets.impossible++
  return isRight
}
