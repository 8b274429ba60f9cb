import {
  makeHealth,
  makeRateBuckets,
  reportFailure,
  reportSuccess,
  restoreHealth,
  restoreRateBuckets,
  setRateLimit,
  snapshotHealth,
  snapshotRateBuckets,
  startTrial,
  takeFromBucket,
  type Health,
  type HealthSettings,
  type RateBuckets
} from '@stageroute/router'
import { keptOf, resealed, type Kept } from './resealed'

const settings: HealthSettings = {
  failuresInRow: 2,
  failureShare: 0.5,
  window: 6,
  cooldownMs: 1000,
  maxCooldownMs: 3000,
  maxRetryAfterMs: 60_000,
  trialTimeoutMs: 500
}

/** A healthy arm with outcomes, one with a full window, and one on its trial. */
const usedHealth = (): Health => {
  const health = makeHealth(3, settings)
  const report = (arm: number, isFailure: boolean): boolean =>
    isFailure ? reportFailure(health, arm, 0, 0) : reportSuccess(health, arm, 0)
  report(0, false)
  report(0, true)
  for (let i = 0; i < 9; i++) report(1, i % 4 === 0)
  report(2, true)
  report(2, true)
  startTrial(health, 2, 1000)
  reportSuccess(health, 2, 0)
  return health
}

/** An arm without a limit, and one with both. */
const usedBuckets = (): RateBuckets => {
  const buckets = makeRateBuckets(2)
  setRateLimit(buckets, 1, { requestsPerMinute: 60, tokensPerMinute: 6000 }, 50)
  takeFromBucket(buckets, 1, 500, 100)
  takeFromBucket(buckets, 1, 500, 90)
  return buckets
}

type Spoil = (kept: Kept) => void

const figure =
  (name: string, value: number): Spoil =>
  ({ figures }) => {
    figures[name] = value
  }

const entry =
  (name: string, i: number, value: number): Spoil =>
  ({ columns }) => {
    columns[name][i] = value
  }

const inTurn =
  (...spoils: ReadonlyArray<Spoil>): Spoil =>
  (kept) =>
    spoils.forEach((spoil) => spoil(kept))

/** A breaker that is said to be healthy after these outcomes, the first of them in the lowest bit. */
const outcomes = (count: number, bits: number): Spoil =>
  inTurn(
    entry('outcomes', 0, count),
    entry('place', 0, count % settings.window),
    entry('failed', 0, bits)
  )

test.each<[field: string, spoil: Spoil]>([
  ['figures.cooldownMs', figure('cooldownMs', 2000)],
  ['figures.late', figure('late', -1)],
  ['figures.impossible', figure('impossible', 0.5)],
  ['columns.state[0]', entry('state', 0, 3)],
  ['columns.epoch[1]', entry('epoch', 1, -1)],
  ['columns.epoch[1]', entry('epoch', 1, 2 ** 30)],
  ['columns.callableFrom[0]', entry('callableFrom', 0, 5)],
  ['columns.cooldown[0]', entry('cooldown', 0, 2000)],
  ['columns.cooldown[2]', entry('cooldown', 2, 1000)],
  ['columns.cooldown[2]', entry('cooldown', 2, 2500)],
  ['columns.outcomes[0]', entry('outcomes', 0, 7)],
  ['columns.outcomes[2]', entry('outcomes', 2, 1)],
  ['columns.place[0]', entry('place', 0, 3)],
  ['columns.place[1]', entry('place', 1, 6)],
  ['columns.failed[0]', entry('failed', 0, 0.5)],
  ['columns.failed[0]', entry('failed', 0, 0b100)],
  ['columns.failed[1]', entry('failed', 1, 1 << 6)],
  ['columns.failed[2]', entry('failed', 2, 1)],
  ['columns.state[0]', outcomes(2, 0b11)],
  ['columns.state[0]', outcomes(3, 0b011)],
  ['columns.state[0]', outcomes(6, 0b101010)]
])('breakers with another %s are refused, and nothing is changed', (field, spoil) => {
  const kept = keptOf(snapshotHealth(usedHealth()))
  spoil(kept)
  const health = usedHealth()
  expect(restoreHealth(health, resealed(kept))).toMatchObject({ left: { field } })
  expect(health).toEqual(usedHealth())
})

test('a share that was reached by a success has opened nothing', () => {
  const kept = keptOf(snapshotHealth(usedHealth()))
  outcomes(6, 0b010101)(kept)
  expect(restoreHealth(usedHealth(), resealed(kept))._tag).toBe('Right')
})

test.each<[field: string, spoil: Spoil]>([
  ['figures.backwards', figure('backwards', -1)],
  ['figures.impossible', figure('impossible', 1.5)],
  ['columns.burst[0]', entry('burst', 0, -1)],
  ['columns.burst[2]', entry('burst', 2, 0.5)],
  ['columns.perMinute[0]', entry('perMinute', 0, 60)],
  ['columns.perMinute[3]', entry('perMinute', 3, 0)],
  ['columns.taken[0]', entry('taken', 0, 1)],
  ['columns.taken[3]', entry('taken', 3, -1)],
  ['columns.since[3]', entry('since', 3, 101)]
])('buckets with another %s are refused, and nothing is changed', (field, spoil) => {
  const kept = keptOf(snapshotRateBuckets(usedBuckets()))
  spoil(kept)
  const buckets = usedBuckets()
  expect(restoreRateBuckets(buckets, resealed(kept))).toMatchObject({ left: { field } })
  expect(buckets).toEqual(usedBuckets())
})

test('an arm without a limit has none after it was restored', () => {
  const restored = makeRateBuckets(2)
  restoreRateBuckets(restored, keptOf(snapshotRateBuckets(usedBuckets())))
  expect(restored).toEqual(usedBuckets())
})

test('a snapshot is restored only where there are as many arms', () => {
  expect(restoreRateBuckets(makeRateBuckets(3), snapshotRateBuckets(usedBuckets()))).toMatchObject({
    left: { field: 'figures.limits' }
  })
  expect(restoreHealth(makeHealth(2, settings), snapshotHealth(usedHealth()))).toMatchObject({
    left: { field: 'figures.maxArms' }
  })
})

test('a byte that was changed is noticed', () => {
  const kept = keptOf(snapshotRateBuckets(usedBuckets()))
  entry('taken', 3, 1)(kept)
  expect(restoreRateBuckets(usedBuckets(), kept)).toMatchObject({ left: { field: 'checksum' } })
})
