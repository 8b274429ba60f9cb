import * as fc from 'fast-check'
import {
  giveBack,
  hasRoom,
  makeRateBuckets,
  readyAt,
  restoreRateBuckets,
  setRateLimit,
  snapshotRateBuckets,
  takeFromBucket,
  undoTake,
  type RateBuckets
} from '@stageroute/router'
import { keptOf } from './resealed'

/** A bucket as one would write it down: what is owed shrinks as time goes by. In 60,000ths, so that whole numbers stay whole. */
interface Plain {
  rate: number
  burst: number
  owed: number
}

const scale = 60_000
const makePlain = (): Plain => ({ rate: 0, burst: Infinity, owed: 0 })
const wait = (plain: Plain, ms: number): void => {
  plain.owed = Math.max(0, plain.owed - ms * plain.rate)
}
const hasPlainRoom = ({ burst, owed }: Plain, amount: number): boolean =>
  amount <= burst && owed + amount * scale <= burst * scale
const add = (plain: Plain, amount: number): void => {
  if (plain.burst < Infinity) plain.owed = Math.max(0, plain.owed + amount * scale)
}
const limit = (plain: Plain, rate: number, burst: number): void => {
  plain.rate = rate
  plain.burst = burst
}

type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'take' | 'giveBack' | 'undo'; readonly tokens: number }
  | { readonly do: 'limit'; readonly requests: number; readonly tokens: number }
  | { readonly do: 'keep' }

/** Limits refill whole amounts in a second, so that what they hand over to the next one is whole. */
const stepsIn = (clock: number): fc.Arbitrary<ReadonlyArray<Step>> => {
  const amount = fc.integer({ min: 0, max: 200 })
  const perMinute = fc.integer({ min: 1, max: 5 }).map((n) => n * 60)
  return fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('wait' as const),
          ms: fc.integer({ min: -2, max: 5 }).map((n) => n * clock)
        })
      },
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constantFrom('take' as const, 'undo' as const),
          tokens: amount
        })
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('giveBack' as const),
          tokens: fc.integer({ min: -100, max: 200 })
        })
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('limit' as const),
          requests: perMinute,
          tokens: perMinute
        })
      },
      { weight: 1, arbitrary: fc.constant({ do: 'keep' as const }) }
    ),
    { maxLength: 60 }
  )
}

/** Bursts are a thirtieth of a minute, so that they are used up within a few steps. */
const burstOf = (perMinute: number): number => perMinute / 30

const setBoth = (buckets: RateBuckets, requests: number, tokens: number, now: number): void => {
  setRateLimit(
    buckets,
    0,
    {
      requestsPerMinute: requests,
      tokensPerMinute: tokens,
      requestBurst: burstOf(requests),
      tokenBurst: tokens
    },
    now
  )
}

class Pair {
  buckets = makeRateBuckets(1)
  requests = makePlain()
  tokens = makePlain()
  now = 0
  latest = 0

  hasPlainRoom(tokens: number): boolean {
    return hasPlainRoom(this.requests, 1) && hasPlainRoom(this.tokens, tokens)
  }

  /** Only what is booked moves the time on that a clock set back is measured against. */
  book(): void {
    wait(this.requests, Math.max(0, this.now - this.latest))
    wait(this.tokens, Math.max(0, this.now - this.latest))
    this.latest = Math.max(this.latest, this.now)
  }

  step(step: Step): void {
    if (step.do === 'wait') this.now += step.ms
    else if (step.do === 'keep') this.keep()
    else this.change(step)
  }

  private keep(): void {
    const restored = makeRateBuckets(1)
    restoreRateBuckets(restored, keptOf(snapshotRateBuckets(this.buckets)))
    expect(restored).toEqual(this.buckets)
    this.buckets = restored
  }

  private change(step: Exclude<Step, { readonly do: 'wait' | 'keep' }>): void {
    const { buckets, requests, tokens, now } = this
    this.book()
    switch (step.do) {
      case 'take': {
        const expected = this.hasPlainRoom(step.tokens)
        expect(takeFromBucket(buckets, 0, step.tokens, now)).toBe(expected)
        if (!expected) return
        add(requests, 1)
        return add(tokens, step.tokens)
      }
      case 'giveBack':
        giveBack(buckets, 0, step.tokens, now)
        return add(tokens, -step.tokens)
      case 'undo':
        undoTake(buckets, 0, step.tokens, now)
        add(requests, -1)
        return add(tokens, -step.tokens)
      case 'limit':
        setBoth(buckets, step.requests, step.tokens, now)
        limit(requests, step.requests, burstOf(step.requests))
        return limit(tokens, step.tokens, step.tokens)
    }
  }
}

const start = fc.constantFrom(0, 1_700_000_000_000)

test('buckets answer as an account of what is owed does, whatever happens and in whatever order', () => {
  fc.assert(
    fc.property(start, stepsIn(1000), (from, steps) => {
      const pair = new Pair()
      pair.now = from
      pair.latest = from
      setBoth(pair.buckets, 120, 120, from)
      limit(pair.requests, 120, burstOf(120))
      limit(pair.tokens, 120, 120)
      steps.forEach((step) => pair.step(step))
      pair.book()
      const asked = Array.from({ length: 31 }, (_, n) => 10 * n)
      expect(asked.map((tokens) => hasRoom(pair.buckets, 0, tokens, pair.now))).toEqual(
        asked.map((tokens) => pair.hasPlainRoom(tokens))
      )
    }),
    { numRuns: 300 }
  )
})

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
            tokens * scale - given.tokensPerMinute * (one.at - at),
            requests * scale - given.requestsPerMinute * (one.at - at)
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
        expect(hasRoom(buckets, 0, tokens, ready - 1)).toBe(false)
      }
    ),
    { numRuns: 500 }
  )
})

/** Asks a million times at a pace, in whole milliseconds, with a burst of two, and returns how often there was no room. */
const refusalsAt = (perMinute: number, rate: number): number => {
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
  for (let n = 0; n < 1_000_000; n++)
    if (!takeFromBucket(buckets, 0, 700, from + Math.floor((n * scale) / perMinute))) refusals++
  return refusals
}

test('a steady stream at exactly the rate is never refused in a million queries', () => {
  for (const rate of [7, 7001]) expect(refusalsAt(rate, rate)).toBe(0)
})

test('a stream above the rate is refused what is too much, and nothing else', () => {
  // A hundred thousandth too many: ten of a million, less the burst.
  const refusals = refusalsAt(1000.01, 1000)
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
