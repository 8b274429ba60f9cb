import * as fc from 'fast-check'
import {
  giveBack,
  hasRoom,
  makeRateBuckets,
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
