import * as fc from 'fast-check'
import {
  giveBack,
  hasRoom,
  makeRateBuckets,
  readyAt,
  setRateLimit,
  takeFromBucket
} from '@stageroute/router'

const msPerMinute = 60_000

/** A limit as providers have them, and queries that ask for it again and again. */
const stream = fc.record({
  requestsPerMinute: fc.integer({ min: 1, max: 2000 }),
  tokensPerMinute: fc.integer({ min: 1, max: 100_000 }),
  requestBurst: fc.integer({ min: 1, max: 20 }),
  tokenBurst: fc.integer({ min: 1, max: 2000 }),
  queries: fc.array(
    fc.record({
      gap: fc.integer({ min: 0, max: 500 }),
      tokens: fc.integer({ min: 0, max: 1000 }),
      unused: fc.integer({ min: 0, max: 1000 })
    }),
    { minLength: 1, maxLength: 40 }
  )
})

test('no window of time has more than the burst and what the rate yields in it', () => {
  fc.assert(
    fc.property(stream, ({ queries, ...given }) => {
      const buckets = makeRateBuckets(1)
      setRateLimit(buckets, 0, given, 0)
      const booked: Array<{ at: number; tokens: number }> = []
      let now = 0
      for (const { gap, tokens, unused } of queries) {
        now += gap
        if (!takeFromBucket(buckets, 0, tokens, now)) continue
        const back = Math.min(unused, tokens)
        giveBack(buckets, 0, back, now)
        booked.push({ at: now, tokens: tokens - back })
      }
      const excess = booked.flatMap(({ at }, first) => {
        let tokens = -given.tokenBurst
        let requests = -given.requestBurst
        return booked.slice(first).map((one) => {
          tokens += one.tokens
          requests += 1
          return Math.max(
            tokens * msPerMinute - given.tokensPerMinute * (one.at - at),
            requests * msPerMinute - given.requestsPerMinute * (one.at - at)
          )
        })
      })
      expect(Math.max(0, ...excess)).toBe(0)
    }),
    { numRuns: 300 }
  )
})

test('the time that is told is the first whole millisecond with room', () => {
  fc.assert(
    fc.property(
      stream,
      fc.integer({ min: 1, max: 1000 }),
      fc.constantFrom(0, 0.3),
      fc.constantFrom(1, 0.1, 0.7),
      (given, tokens, fraction, share) => {
        const now = 1_700_000_000_000 + fraction
        const buckets = makeRateBuckets(1)
        const tokensPerMinute = given.tokensPerMinute * share
        setRateLimit(buckets, 0, { ...given, tokensPerMinute }, now)
        for (const query of given.queries) takeFromBucket(buckets, 0, query.tokens, now)
        const ready = readyAt(buckets, 0, tokens, now)
        if (tokens > given.tokenBurst) return expect(ready).toBe(Infinity)
        expect(hasRoom(buckets, 0, tokens, ready)).toBe(true)
        if (ready === now) return
        expect(Number.isInteger(ready)).toBe(true)
        const isWhole = fraction === 0 && share === 1
        expect(hasRoom(buckets, 0, tokens, ready - (isWhole ? 1 : 2))).toBe(false)
      }
    ),
    { numRuns: 500 }
  )
})

/** Asks so often at a pace, in whole milliseconds, with a burst of two, and returns how often there was no room. */
const refusalsAt = (queries: number, perMinute: number, rate: number): number => {
  const buckets = makeRateBuckets(1)
  const from = 1_700_000_000_000
  setRateLimit(
    buckets,
    0,
    {
      requestsPerMinute: rate,
      requestBurst: 2,
      tokensPerMinute: rate * 700,
      tokenBurst: 1400
    },
    from
  )
  let refusals = 0
  for (let n = 0; n < queries; n++)
    if (!takeFromBucket(buckets, 0, 700, from + Math.floor((n * msPerMinute) / perMinute)))
      refusals++
  return refusals
}

test('a steady stream at exactly the rate is never refused in a million queries', () => {
  expect(refusalsAt(1_000_000, 7001, 7001)).toBe(0)
})

test('a stream above the rate is refused what is too much, and nothing else', () => {
  // A ten thousandth too many: ten of a hundred thousand, less the burst.
  const refusals = refusalsAt(100_000, 1000.1, 1000)
  expect(refusals).toBeGreaterThanOrEqual(8)
  expect(refusals).toBeLessThanOrEqual(10)
})

test('setting the same limit again changes no answer', () => {
  fc.assert(
    fc.property(stream, ({ queries, ...given }) => {
      const once = makeRateBuckets(1)
      const again = makeRateBuckets(1)
      const whole = {
        ...given,
        requestsPerMinute: 60 * given.requestsPerMinute,
        tokensPerMinute: 60 * given.tokensPerMinute
      }
      setRateLimit(once, 0, whole, 0)
      setRateLimit(again, 0, whole, 0)
      let now = 0
      for (const { gap, tokens } of queries) {
        now += 1000 * (gap % 3)
        setRateLimit(again, 0, whole, now)
        expect(takeFromBucket(again, 0, tokens, now)).toBe(takeFromBucket(once, 0, tokens, now))
      }
    })
  )
})
