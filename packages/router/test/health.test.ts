import {
  abandonTrial,
  defaultHealthSettings,
  healthState,
  isHealthy,
  makeHealth,
  nextTrialAt,
  reportFailure,
  reportSuccess,
  startTrial,
  type Health,
  type HealthSettings
} from '@stageroute/router'

const settings: HealthSettings = {
  failuresInRow: 2,
  failureShare: 0.5,
  window: 6,
  cooldownMs: 1000,
  maxCooldownMs: 3000,
  maxRetryAfterMs: 60_000,
  trialTimeoutMs: 500
}

const breakers = (changes: Partial<HealthSettings> = {}): Health =>
  makeHealth(2, { ...settings, ...changes })

/** Sends a query and lets it fail at once. */
const fail = (health: Health, now: number, retryAfterMs?: number): boolean =>
  reportFailure(health, 0, startTrial(health, 0, now), now, retryAfterMs)

const succeed = (health: Health, now: number): boolean =>
  reportSuccess(health, 0, startTrial(health, 0, now))

/** An arm that opened at time 0. */
const opened = (changes: Partial<HealthSettings> = {}): Health => {
  const health = breakers(changes)
  fail(health, 0)
  fail(health, 0)
  return health
}

test('an arm opens with enough failures in a row, not before', () => {
  const health = breakers()
  fail(health, 0)
  expect(isHealthy(health, 0, 0)).toBe(true)
  fail(health, 0)
  expect(isHealthy(health, 0, 0)).toBe(false)
})

test('a success ends a row', () => {
  const health = breakers()
  fail(health, 0)
  succeed(health, 0)
  fail(health, 0)
  expect(health.state[0]).toBe(healthState.healthy)
})

test('an arm opens with its share of failures once the window is full', () => {
  const health = breakers()
  for (let i = 0; i < 2; i++) {
    fail(health, 0)
    succeed(health, 0)
  }
  succeed(health, 0)
  expect(health.state[0]).toBe(healthState.healthy)
  fail(health, 0)
  expect(health.state[0]).toBe(healthState.open)
})

test('failures that left the window are forgotten', () => {
  const health = breakers()
  for (let i = 0; i < 10; i++) {
    fail(health, 0)
    succeed(health, 0)
    succeed(health, 0)
  }
  expect(health.state[0]).toBe(healthState.healthy)
})

test('a window of more than a word of outcomes counts all of them', () => {
  const health = breakers({ window: 70, failureShare: 0.5 })
  for (let i = 0; i < 34; i++) {
    fail(health, 0)
    succeed(health, 0)
  }
  succeed(health, 0)
  expect(health.state[0]).toBe(healthState.healthy)
  fail(health, 0)
  expect(health.state[0]).toBe(healthState.open)
})

test('one arm failing says nothing about another', () => {
  const health = opened()
  expect(isHealthy(health, 1, 0)).toBe(true)
})

test('an arm that opens leaves the window of another as it was', () => {
  const health = breakers()
  const report = (isFailure: boolean): boolean =>
    isFailure ? reportFailure(health, 1, 0, 0) : reportSuccess(health, 1, 0)
  report(true)
  report(false)
  fail(health, 0)
  fail(health, 0)
  // Two in six from here on, once the first failure has left the window.
  for (let i = 0; i < 12; i++) report(i % 3 === 2)
  expect(health.failures[1]).toBe(2)
  expect(health.state[1]).toBe(healthState.healthy)
})

test('an open arm is tried by a single query after its cooldown', () => {
  const health = opened()
  expect(startTrial(health, 0, 999)).toBe(-1)
  expect(startTrial(health, 0, 1000)).toBeGreaterThanOrEqual(0)
  expect(health.state[0]).toBe(healthState.halfOpen)
  expect(startTrial(health, 0, 1000)).toBe(-1)
})

test('a trial that succeeds closes the breaker, and its failures are forgotten', () => {
  const health = opened()
  succeed(health, 1000)
  expect(isHealthy(health, 0, 1000)).toBe(true)
  fail(health, 1000)
  expect(isHealthy(health, 0, 1000)).toBe(true)
})

test('each trial that fails doubles the cooldown, up to the longest', () => {
  const health = opened()
  fail(health, 1000)
  expect(nextTrialAt(health, 0)).toBe(3000)
  fail(health, 3000)
  expect(nextTrialAt(health, 0)).toBe(6000)
  fail(health, 6000)
  expect(nextTrialAt(health, 0)).toBe(9000)
})

test('a success makes the next cooldown the first one again', () => {
  const health = opened()
  fail(health, 1000)
  succeed(health, 3000)
  fail(health, 5000)
  fail(health, 5000)
  expect(nextTrialAt(health, 0)).toBe(6000)
})

test('a Retry-After ends the cooldown, sooner or later, and is believed up to a limit', () => {
  const health = opened()
  fail(health, 1000, 7000)
  expect(nextTrialAt(health, 0)).toBe(8000)
  fail(health, 8000, 0)
  expect(nextTrialAt(health, 0)).toBe(8000)
  fail(health, 8000, 1e9)
  expect(nextTrialAt(health, 0)).toBe(68_000)
})

test('a Retry-After that is none leaves the cooldown as it is', () => {
  const health = opened()
  fail(health, 1000, -1)
  expect(nextTrialAt(health, 0)).toBe(3000)
})

test('a Retry-After on a failure that opens nothing closes no gate', () => {
  const health = breakers()
  fail(health, 0, 60_000)
  expect(isHealthy(health, 0, 0)).toBe(true)
})

test('what was sent before an arm opened neither closes it nor keeps it open', () => {
  const health = breakers()
  const early = startTrial(health, 0, 0)
  fail(health, 0)
  fail(health, 0)
  expect(reportSuccess(health, 0, early)).toBe(false)
  expect(reportFailure(health, 0, early, 900)).toBe(false)
  expect(nextTrialAt(health, 0)).toBe(1000)
  const trial = startTrial(health, 0, 1000)
  expect(reportSuccess(health, 0, early)).toBe(false)
  expect(health.state[0]).toBe(healthState.halfOpen)
  reportSuccess(health, 0, trial)
  expect(reportFailure(health, 0, early, 1000)).toBe(false)
  expect(health.late).toBe(4)
  expect(health.failures[0]).toBe(0)
})

test('nothing is sent in the epoch of an open arm, so nothing is learned from it', () => {
  const health = opened()
  expect(reportSuccess(health, 0, health.epoch[0])).toBe(false)
  expect(reportFailure(health, 0, health.epoch[0], 500)).toBe(false)
  expect(nextTrialAt(health, 0)).toBe(1000)
})

test('a trial that was abandoned leaves the next query to be the trial', () => {
  const health = opened()
  const first = startTrial(health, 0, 1000)
  expect(abandonTrial(health, 0, first, 1001)).toBe(true)
  expect(isHealthy(health, 0, 1001)).toBe(true)
  const second = startTrial(health, 0, 1001)
  expect(reportFailure(health, 0, first, 1002)).toBe(false)
  expect(reportSuccess(health, 0, second)).toBe(true)
})

test('there is nothing to abandon but the trial under way', () => {
  const health = breakers()
  const sent = startTrial(health, 0, 0)
  expect(abandonTrial(health, 0, sent, 0)).toBe(false)
  fail(health, 0)
  fail(health, 0)
  const before = structuredClone(health)
  expect(abandonTrial(health, 0, health.epoch[0], 0)).toBe(false)
  expect(health).toEqual(before)
})

test('a trial that never reports back keeps no other from being tried', () => {
  const health = opened()
  const lost = startTrial(health, 0, 1000)
  expect(isHealthy(health, 0, 1499)).toBe(false)
  expect(nextTrialAt(health, 0)).toBe(1500)
  const next = startTrial(health, 0, 1500)
  expect(reportSuccess(health, 0, lost)).toBe(false)
  expect(reportSuccess(health, 0, next)).toBe(true)
})

test('a trial that reports back after its time, but before another one, counts', () => {
  const health = opened()
  const slow = startTrial(health, 0, 1000)
  expect(isHealthy(health, 0, 9999)).toBe(true)
  expect(reportSuccess(health, 0, slow)).toBe(true)
})

test('times that are none change nothing but their count', () => {
  const health = opened()
  const trial = startTrial(health, 0, 1000)
  const before = structuredClone(health)
  expect(reportFailure(health, 0, trial, Number.NaN)).toBe(false)
  expect(abandonTrial(health, 0, trial, Infinity)).toBe(false)
  expect(health).toEqual({ ...before, impossible: 2 })
})

test('no query is sent at no time', () => {
  const health = opened()
  expect(startTrial(health, 0, Number.NaN)).toBe(-1)
  expect(startTrial(health, 0, Infinity)).toBe(-1)
  expect(startTrial(health, 1, Infinity)).toBe(-1)
})

test('an arm outside the table is never healthy, and what is reported of it is late', () => {
  const health = breakers()
  expect(isHealthy(health, 2, 0)).toBe(false)
  expect(startTrial(health, 2, 0)).toBe(-1)
  expect(reportSuccess(health, 2, 0)).toBe(false)
  expect(reportFailure(health, -1, 0, 0)).toBe(false)
  expect(health.late).toBe(2)
})

test('the defaults open after three failures in a row for five seconds', () => {
  const health = makeHealth(1, defaultHealthSettings)
  for (let i = 0; i < 3; i++) fail(health, 0)
  expect(nextTrialAt(health, 0)).toBe(5000)
})
