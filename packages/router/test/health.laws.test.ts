import * as fc from 'fast-check'
import {
  abandonTrial,
  healthState,
  isHealthy,
  makeHealth,
  nextTrialAt,
  reportFailure,
  reportSuccess,
  restoreHealth,
  snapshotHealth,
  startTrial,
  type HealthSettings
} from '@stageroute/router'
import { keptOf } from './resealed'

/** What an arm goes through, one after the other; a query belongs to the one in which it was sent. */
type Phase =
  | { readonly is: 'healthy'; readonly isFailure: Array<boolean> }
  | { readonly is: 'open'; readonly until: number }
  | { readonly is: 'trial'; readonly until: number }

interface Sent {
  readonly phase: Phase
  readonly epoch: number
}

/** A breaker as one would write it down: all outcomes are kept, and looked through at each failure. */
class Plain {
  phase: Phase = { is: 'healthy', isFailure: [] }
  /** Openings since the arm was healthy. */
  openings = 0
  late = 0

  constructor(readonly settings: HealthSettings) {}

  isHealthy(now: number): boolean {
    return this.phase.is === 'healthy' || now >= this.phase.until
  }

  send(now: number): void {
    if (this.phase.is === 'healthy') return
    this.phase = { is: 'trial', until: now + this.settings.trialTimeoutMs }
  }

  succeed(sent: Sent): boolean {
    const { phase } = this
    if (sent.phase !== phase) return this.isLate()
    if (phase.is === 'healthy') phase.isFailure.push(false)
    else {
      this.phase = { is: 'healthy', isFailure: [] }
      this.openings = 0
    }
    return true
  }

  fail(sent: Sent, now: number, retryAfterMs: number | undefined): boolean {
    const { phase } = this
    if (sent.phase !== phase) return this.isLate()
    if (phase.is === 'healthy') {
      phase.isFailure.push(true)
      if (!this.isFailing(phase.isFailure)) return true
    }
    const { cooldownMs, maxCooldownMs, maxRetryAfterMs } = this.settings
    const cooldown = Math.min(cooldownMs * 2 ** this.openings, maxCooldownMs)
    const wait = retryAfterMs === undefined ? cooldown : Math.min(retryAfterMs, maxRetryAfterMs)
    this.phase = { is: 'open', until: now + wait }
    this.openings++
    return true
  }

  abandon(sent: Sent, now: number): boolean {
    if (sent.phase !== this.phase || this.phase.is !== 'trial') return false
    this.phase = { is: 'open', until: now }
    return true
  }

  private isFailing(isFailure: ReadonlyArray<boolean>): boolean {
    const { failuresInRow, failureShare, window } = this.settings
    const last = isFailure.slice(-window)
    const share = last.filter(Boolean).length / window
    const row = isFailure.slice(-failuresInRow)
    return (
      (row.length === failuresInRow && row.every(Boolean)) ||
      (last.length === window && share >= failureShare)
    )
  }

  private isLate(): boolean {
    this.late++
    return false
  }
}

type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'send' }
  | { readonly do: 'keep' }
  | { readonly do: 'succeed' | 'abandon' | 'lose'; readonly which: number }
  | { readonly do: 'fail'; readonly which: number; readonly retryAfterMs: number | undefined }

const which = fc.nat({ max: 6 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ do: 'send' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(0, 1, 5, 10, 20, 40, 80)
    })
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      which,
      retryAfterMs: fc.constantFrom(undefined, undefined, undefined, 0, 15, 500)
    })
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('succeed' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('abandon' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), which }) },
  { weight: 1, arbitrary: fc.constant({ do: 'keep' as const }) }
)

const settings: fc.Arbitrary<HealthSettings> = fc.record({
  failuresInRow: fc.integer({ min: 1, max: 8 }),
  failureShare: fc.constantFrom(0.25, 0.5, 0.9, 1),
  window: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.constantFrom(32, 33)),
  cooldownMs: fc.constantFrom(1, 10),
  maxCooldownMs: fc.constantFrom(10, 35, 80),
  maxRetryAfterMs: fc.constantFrom(10, 100),
  trialTimeoutMs: fc.constantFrom(5, 50)
})

const arm = 1

/** The breaker and the plain one side by side, each told the same. */
class Pair {
  health
  plain
  now = 1_700_000_000_000
  readonly sent: Array<Sent> = []

  constructor(readonly settings: HealthSettings) {
    this.health = makeHealth(3, settings)
    this.plain = new Plain(settings)
  }

  step(step: Step): void {
    if (step.do === 'wait') this.now += step.ms
    else if (step.do === 'send') this.send()
    else if (step.do === 'keep') this.keep()
    else this.end(step)
    this.compare()
  }

  private send(): void {
    const epoch = startTrial(this.health, arm, this.now)
    expect(epoch >= 0).toBe(this.plain.isHealthy(this.now))
    if (epoch < 0) return
    this.plain.send(this.now)
    this.sent.push({ phase: this.plain.phase, epoch })
  }

  private keep(): void {
    const restored = makeHealth(3, this.settings)
    expect(restoreHealth(restored, keptOf(snapshotHealth(this.health)))._tag).toBe('Right')
    expect(restored).toEqual(this.health)
    this.health = restored
  }

  private end(step: Exclude<Step, { readonly do: 'wait' | 'send' | 'keep' }>): void {
    const { health, plain, now, sent } = this
    // The latest ones first.
    const [query] = sent.splice(Math.max(0, sent.length - 1 - step.which), 1)
    if (query === undefined) return
    const { epoch } = query
    switch (step.do) {
      case 'succeed':
        return expect(reportSuccess(health, arm, epoch)).toBe(plain.succeed(query))
      case 'fail': {
        const counts = reportFailure(health, arm, epoch, now, step.retryAfterMs)
        return expect(counts).toBe(plain.fail(query, now, step.retryAfterMs))
      }
      case 'abandon':
        return expect(abandonTrial(health, arm, epoch, now)).toBe(plain.abandon(query, now))
      case 'lose':
    }
  }

  private compare(): void {
    const { health, plain, now } = this
    const { phase } = plain
    const state = {
      healthy: healthState.healthy,
      open: healthState.open,
      trial: healthState.halfOpen
    }
    expect([
      health.state[arm],
      isHealthy(health, arm, now),
      nextTrialAt(health, arm),
      health.late
    ]).toEqual([
      state[phase.is],
      plain.isHealthy(now),
      phase.is === 'healthy' ? -Infinity : phase.until,
      plain.late
    ])
  }
}

const steps = fc.array(step, { maxLength: 80, size: 'max' })

test('breakers answer as the plain one does, whatever happens and in whatever order', () => {
  const seen = new Set<number>()
  fc.assert(
    fc.property(settings, steps, (given, all) => {
      const pair = new Pair(given)
      all.forEach((one) => {
        pair.step(one)
        seen.add(pair.health.state[arm])
      })
      expect([isHealthy(pair.health, 0, pair.now), isHealthy(pair.health, 2, pair.now)]).toEqual([
        true,
        true
      ])
    }),
    { numRuns: 400 }
  )
  expect(seen.size).toBe(3)
})

test('an arm is tried again, and within the longest wait there is', () => {
  fc.assert(
    fc.property(settings, steps, (given, all) => {
      const pair = new Pair(given)
      all.forEach((one) => pair.step(one))
      const { maxCooldownMs, cooldownMs, maxRetryAfterMs, trialTimeoutMs } = given
      const longest = Math.max(maxCooldownMs, cooldownMs, maxRetryAfterMs, trialTimeoutMs)
      expect(startTrial(pair.health, arm, pair.now + longest)).toBeGreaterThanOrEqual(0)
    })
  )
})

test('of an arm that is not healthy, at most one query is on trial', () => {
  fc.assert(
    fc.property(settings, steps, (given, all) => {
      const pair = new Pair(given)
      all.forEach((one) => pair.step(one))
      const { health } = pair
      const due = Math.max(pair.now, nextTrialAt(health, arm))
      const started = Array.from({ length: 5 }, () => startTrial(health, arm, due))
      const isWell = health.state[arm] === healthState.healthy
      expect(started.filter((epoch) => epoch >= 0).length).toBe(isWell ? 5 : 1)
    })
  )
})

test('an arm with too few failures for a row and for a share never opens', () => {
  fc.assert(
    fc.property(settings, fc.array(fc.boolean(), { maxLength: 60 }), (given, outcomes) => {
      const health = makeHealth(1, given)
      const enough = Math.min(given.failuresInRow, Math.ceil(given.failureShare * given.window))
      let failures = 0
      for (const isFailure of outcomes) {
        if (isFailure && ++failures === enough) return
        const epoch = startTrial(health, 0, 0)
        if (isFailure) reportFailure(health, 0, epoch, 0)
        else reportSuccess(health, 0, epoch)
        expect(health.state[0]).toBe(healthState.healthy)
      }
    })
  )
})
