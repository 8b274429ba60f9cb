import {
  hasRoom,
  makeRateBuckets,
  setRateLimit,
  takeFromBucket,
  type RateLimit
} from '@stageroute/router'

const limit: RateLimit = { requestsPerMinute: 60, tokensPerMinute: 6000 }

test('a rate below one request per minute still allows one at a time', () => {
  const buckets = makeRateBuckets(1)
  setRateLimit(buckets, 0, { ...limit, requestsPerMinute: 0.5 }, 0)
  expect(takeFromBucket(buckets, 0, 1, 0)).toBe(true)
  expect(hasRoom(buckets, 0, 1, 119_999)).toBe(false)
  expect(hasRoom(buckets, 0, 1, 120_000)).toBe(true)
})

test('a burst may be larger or smaller than a minute', () => {
  const buckets = makeRateBuckets(2)
  setRateLimit(buckets, 0, { ...limit, tokenBurst: 100_000 }, 0)
  setRateLimit(buckets, 1, { ...limit, tokenBurst: 10 }, 0)
  expect(hasRoom(buckets, 0, 100_000, 0)).toBe(true)
  expect(hasRoom(buckets, 1, 11, 0)).toBe(false)
})

test('what is owed stays owed under another limit, and is repaid at its rate', () => {
  const buckets = makeRateBuckets(1)
  setRateLimit(buckets, 0, limit, 0)
  takeFromBucket(buckets, 0, 6000, 0)
  // Half a minute has refilled half of it; 3,000 are owed.
  setRateLimit(buckets, 0, { ...limit, tokensPerMinute: 600, tokenBurst: 3600 }, 30_000)
  expect(hasRoom(buckets, 0, 600, 30_000)).toBe(true)
  expect(hasRoom(buckets, 0, 601, 30_000)).toBe(false)
  expect(hasRoom(buckets, 0, 1200, 90_000)).toBe(true)
  expect(hasRoom(buckets, 0, 1201, 90_000)).toBe(false)
})

test('a smaller bucket that owes more than it holds is in debt', () => {
  const buckets = makeRateBuckets(1)
  setRateLimit(buckets, 0, limit, 0)
  takeFromBucket(buckets, 0, 6000, 0)
  setRateLimit(buckets, 0, { ...limit, tokensPerMinute: 1000 }, 0)
  expect(hasRoom(buckets, 0, 0, 299_999)).toBe(false)
  expect(hasRoom(buckets, 0, 0, 300_000)).toBe(true)
})

test('a limit that is lifted forgives what was owed', () => {
  const buckets = makeRateBuckets(1)
  setRateLimit(buckets, 0, limit, 0)
  takeFromBucket(buckets, 0, 6000, 0)
  setRateLimit(buckets, 0, { ...limit, tokensPerMinute: Infinity }, 0)
  expect(takeFromBucket(buckets, 0, 1e6, 0)).toBe(true)
  setRateLimit(buckets, 0, limit, 0)
  expect(hasRoom(buckets, 0, 6000, 0)).toBe(true)
})

test('a limit set at an earlier time is counted once', () => {
  const buckets = makeRateBuckets(1)
  setRateLimit(buckets, 0, limit, 10)
  setRateLimit(buckets, 0, limit, 5)
  expect(buckets.backwards).toBe(1)
})

test.each<[string, number, Partial<RateLimit>, number]>([
  ['arm', 1, {}, 0],
  ['arm', -1, {}, 0],
  ['now', 0, {}, Number.NaN],
  ['requestsPerMinute', 0, { requestsPerMinute: 0 }, 0],
  ['tokensPerMinute', 0, { tokensPerMinute: Number.NaN }, 0],
  ['requestBurst', 0, { requestBurst: 0.5 }, 0],
  ['requestBurst', 0, { requestBurst: Infinity }, 0],
  ['tokenBurst', 0, { tokenBurst: 0 }, 0],
  ['tokenBurst', 0, { tokensPerMinute: Infinity, tokenBurst: 5 }, 0]
])('a wrong %s is refused by name and changes nothing', (field, arm, changes, now) => {
  const buckets = makeRateBuckets(1)
  const before = structuredClone(buckets)
  const answer = setRateLimit(buckets, arm, { ...limit, ...changes }, now)
  expect(answer).toMatchObject({ _tag: 'Left', left: { _tag: 'InvalidRateLimit', field } })
  expect(buckets).toEqual(before)
})
