import {
  giveBack,
  hasRoom,
  makeRateBuckets,
  readyAt,
  setRateLimit,
  takeFromBucket,
  undoTake,
  type RateBuckets,
  type RateLimit
} from '@stageroute/router'

/** One arm of two is limited: to 60 requests and 6,000 tokens per minute, one and 100 per second. */
const limited = (changes: Partial<RateLimit> = {}): RateBuckets => {
  const buckets = makeRateBuckets(2)
  setRateLimit(buckets, 0, { requestsPerMinute: 60, tokensPerMinute: 6000, ...changes }, 0)
  return buckets
}

test('a full bucket holds a minute of tokens and no more', () => {
  const buckets = limited()
  expect(hasRoom(buckets, 0, 6000, 0)).toBe(true)
  expect(hasRoom(buckets, 0, 6001, 0)).toBe(false)
})

test('a pause of an hour fills a bucket no further', () => {
  const buckets = limited()
  takeFromBucket(buckets, 0, 6000, 0)
  expect(hasRoom(buckets, 0, 6000, 3_600_000)).toBe(true)
  takeFromBucket(buckets, 0, 6000, 3_600_000)
  expect(hasRoom(buckets, 0, 1, 3_600_000)).toBe(false)
})

test('requests are limited however few their tokens', () => {
  const buckets = limited({ requestBurst: 2 })
  expect(takeFromBucket(buckets, 0, 0, 0)).toBe(true)
  expect(takeFromBucket(buckets, 0, 0, 0)).toBe(true)
  expect(takeFromBucket(buckets, 0, 0, 999)).toBe(false)
  expect(takeFromBucket(buckets, 0, 0, 1000)).toBe(true)
})

test('a query without room for its tokens takes no request', () => {
  const buckets = limited({ requestBurst: 1 })
  expect(takeFromBucket(buckets, 0, 6001, 0)).toBe(false)
  expect(takeFromBucket(buckets, 0, 6000, 0)).toBe(true)
})

test('arms do not share their buckets, and one without a limit always has room', () => {
  const buckets = limited()
  takeFromBucket(buckets, 0, 6000, 0)
  for (let i = 0; i < 1000; i++) expect(takeFromBucket(buckets, 1, 1e9, 0)).toBe(true)
})

test('an arm that had no limit owes nothing under its first one', () => {
  const buckets = makeRateBuckets(1)
  takeFromBucket(buckets, 0, 1e9, 0)
  setRateLimit(buckets, 0, { requestsPerMinute: 1, tokensPerMinute: 10 }, 0)
  expect(hasRoom(buckets, 0, 10, 0)).toBe(true)
})

test('tokens given back can be taken at once, the request not', () => {
  const buckets = limited({ requestBurst: 1 })
  takeFromBucket(buckets, 0, 6000, 0)
  giveBack(buckets, 0, 6000, 0)
  expect(hasRoom(buckets, 0, 0, 0)).toBe(false)
  expect(hasRoom(buckets, 0, 6000, 1000)).toBe(true)
})

test('a query that was never sent leaves nothing behind', () => {
  const buckets = limited({ requestBurst: 1 })
  takeFromBucket(buckets, 0, 6000, 0)
  undoTake(buckets, 0, 6000, 0)
  expect(hasRoom(buckets, 0, 6000, 0)).toBe(true)
})

test('giving back more than was taken makes no bucket fuller than full', () => {
  const buckets = limited()
  takeFromBucket(buckets, 0, 10, 0)
  giveBack(buckets, 0, 5000, 0)
  expect(hasRoom(buckets, 0, 6000, 0)).toBe(true)
  takeFromBucket(buckets, 0, 6000, 0)
  expect(hasRoom(buckets, 0, 1, 0)).toBe(false)
})

test('tokens used beyond what was reserved are a debt that time repays', () => {
  const buckets = limited()
  takeFromBucket(buckets, 0, 6000, 0)
  giveBack(buckets, 0, -200, 0)
  expect(hasRoom(buckets, 0, 0, 1999)).toBe(false)
  expect(hasRoom(buckets, 0, 0, 2000)).toBe(true)
  expect(readyAt(buckets, 0, 100, 0)).toBe(3000)
})

test('room is there from the time that was told, not a millisecond before', () => {
  const buckets = limited()
  takeFromBucket(buckets, 0, 6000, 0)
  const ready = readyAt(buckets, 0, 5, 0)
  expect(ready).toBe(50)
  expect(hasRoom(buckets, 0, 5, ready - 1)).toBe(false)
  expect(hasRoom(buckets, 0, 5, ready)).toBe(true)
})

test('the later of both limits is the time that is told', () => {
  const buckets = limited({ requestBurst: 1 })
  takeFromBucket(buckets, 0, 6000, 0)
  expect(readyAt(buckets, 0, 50, 0)).toBe(1000)
  expect(readyAt(buckets, 0, 150, 0)).toBe(1500)
})

test('room that is there is there now, also while the clock is behind', () => {
  const buckets = limited()
  takeFromBucket(buckets, 0, 1, 5000)
  expect(readyAt(buckets, 0, 1, 4000)).toBe(4000)
})

test('no time makes room for more than a full bucket, nor in no bucket', () => {
  const buckets = limited()
  expect(readyAt(buckets, 0, 6001, 0)).toBe(Infinity)
  expect(readyAt(buckets, 2, 1, 0)).toBe(Infinity)
})

test('a clock that was set back is counted and refills nothing until it has caught up', () => {
  const buckets = limited()
  takeFromBucket(buckets, 0, 6000, 10_000)
  expect(takeFromBucket(buckets, 0, 1, 5_000)).toBe(false)
  expect(takeFromBucket(buckets, 0, 1, 10_009)).toBe(false)
  expect(takeFromBucket(buckets, 0, 1, 10_010)).toBe(true)
  expect(buckets.backwards).toBe(1)
})

test.each([
  ['an arm outside the buckets', 2, 1, 0],
  ['an arm below 0', -1, 1, 0],
  ['half an arm', 0.25, 1, 0],
  ['tokens below 0', 0, -1, 0],
  ['tokens that are no number', 0, Number.NaN, 0],
  ['infinitely many tokens', 0, Infinity, 0],
  ['more tokens than can be counted', 0, 2 ** 53, 0],
  ['a time that is no number', 0, 1, Number.NaN],
  ['the end of time', 0, 1, Infinity]
])('%s is refused, counted and changes nothing else', (_, arm, tokens, now) => {
  const buckets = limited()
  const before = structuredClone(buckets)
  expect(takeFromBucket(buckets, arm, tokens, now)).toBe(false)
  undoTake(buckets, arm, tokens, now)
  expect(buckets).toEqual({ ...before, impossible: 2 })
})

test('what is asked of no arm has no room', () => {
  const buckets = limited()
  expect(hasRoom(buckets, 2, 1, 0)).toBe(false)
  expect(hasRoom(buckets, 0, Number.NaN, 0)).toBe(false)
  expect(hasRoom(buckets, 1, -1, 0)).toBe(false)
})

test('an arm without a limit is not locked by amounts without measure', () => {
  const buckets = makeRateBuckets(1)
  for (let i = 0; i < 3; i++) takeFromBucket(buckets, 0, Number.MAX_SAFE_INTEGER, 0)
  expect(takeFromBucket(buckets, 0, 1, 0)).toBe(true)
  expect(buckets.taken[1]).toBe(0)
})
