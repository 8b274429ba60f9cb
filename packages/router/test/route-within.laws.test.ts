import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import {
  makeLedger,
  openAccount,
  release,
  replay,
  settle,
  type Ledger,
  type LedgerEvent,
  type Refusal
} from '@stageroute/ledger'
import { gate, outcome, routeWithin, type Payers, type Router } from '@stageroute/router'
import { deployment, maxArms, requestWith, serviceOf, type Deployment } from './router-builders'

/** What happens to each query once it was sent: its cost as a part of what was set aside, a failure, or silence. */
const fates = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 10 }).map((part) => part / 10),
    fc.constantFrom('failed' as const, 'unheard' as const)
  ),
  { minLength: 1, maxLength: 60 }
)

const money = fc.record({
  charge: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: maxArms, maxLength: maxArms }),
  rate: fc.integer({ min: 0, max: 300 }).map((n) => n / 2),
  float: fc.integer({ min: 0, max: 800 }),
  keyTotal: fc.integer({ min: 0, max: 6000 }),
  armTotal: fc.integer({ min: 0, max: 2000 })
})

type Money = typeof money extends fc.Arbitrary<infer A> ? A : never

const payers: Payers = {
  accounts: ['all', 'key a'],
  ofArm: Array.from({ length: maxArms }, (_, arm) => (arm === 0 ? 'arm 0' : undefined))
}

const ledgerOf = ({ rate, float, keyTotal, armTotal }: Money) => {
  const ledger = makeLedger()
  const events: Array<LedgerEvent> = []
  const keep = (made: E.Either<Refusal, LedgerEvent>): void => {
    if (E.isRight(made)) events.push(made.right)
  }
  keep(openAccount(ledger, 'all', { _tag: 'perQuery', rate, float }))
  keep(openAccount(ledger, 'key a', { _tag: 'total', total: keyTotal }))
  keep(openAccount(ledger, 'arm 0', { _tag: 'total', total: armTotal }))
  return { ledger, events, keep }
}

interface Told {
  readonly router: Router
  readonly ledger: Ledger
  readonly events: ReadonlyArray<LedgerEvent>
}

/** Plays all queries, telling after each what the ledger and the decision are. */
const play = (
  router: Router,
  { charge, ...rest }: Money,
  lives: ReadonlyArray<number | 'failed' | 'unheard'>,
  told: (told: Told, query: number) => void
): void => {
  const { ledger, events, keep } = ledgerOf({ charge, ...rest })
  lives.forEach((fate, query) => {
    const request = requestWith()
    request.charge.set(charge)
    const routed = routeWithin(router, request, ledger, payers)
    expect(routed._tag).toBe('Right')
    if (E.isLeft(routed)) return
    events.push(...routed.right.events)
    const { arm, ticket } = routed.right
    if (ticket >= 0 && fate === 'failed') keep(release(ledger, ticket))
    if (ticket >= 0 && typeof fate === 'number')
      keep(settle(ledger, ticket, Math.floor(fate * charge[arm])))
    told({ router, ledger, events }, query)
  })
}

const always = (check: (told: Told, query: number, given: Money) => void): void =>
  fc.assert(
    fc.property(deployment, money, fates, (given, purse, lives) =>
      play(serviceOf(given), purse, lives, (told, query) => check(told, query, purse))
    ),
    { numRuns: 200 }
  )

test('what is spent and set aside never exceeds any allowance', () => {
  always(({ ledger }, query, { rate, float, keyTotal, armTotal }) => {
    const most = {
      all: float + Math.floor(rate * (query + 1)),
      'key a': keyTotal,
      'arm 0': armTotal
    }
    ledger.accounts.forEach(({ spent, reserved }, name) =>
      expect(spent + reserved).toBeLessThanOrEqual(most[name as keyof typeof most])
    )
  })
})

test('the ledger is what its events make of it', () => {
  always(({ ledger, events }, query) => {
    if (query % 20 === 0) expect(replay(events)).toEqual({ ...ledger, refusals: expect.anything() })
  })
})

test('a query goes nowhere only when no deployed arm is covered', () => {
  always(({ router: { record } }) => {
    const isClosed = Array.from({ length: record.size }, (_, i) => record.gates[i] === gate.budget)
    if (record.arm < 0) {
      expect(record.outcome).toBe(outcome.budgetExhausted)
      expect(isClosed).not.toContain(false)
    } else expect(isClosed).toContain(false)
  })
})

const one: Deployment = {
  bounds: [
    { arm: 0, reward: 0.9, cost: 0, capacity: 1 },
    { arm: 1, reward: 0.5, cost: 0, capacity: 1 }
  ],
  budget: 1
}

/** A ledger in which one account may spend this much. */
const purseOf = (total: number): Ledger => {
  const ledger = makeLedger()
  openAccount(ledger, 'all', { _tag: 'total', total })
  return ledger
}

test('an arm whose own account is not open is closed, even for a query that costs nothing', () => {
  const router = serviceOf(one)
  const given = { accounts: ['all'], ofArm: ['nobody'] }
  expect(routeWithin(router, requestWith(), purseOf(0), given)).toMatchObject({ right: { arm: 1 } })
})

test('an arm whose charge is no amount is closed', () => {
  const router = serviceOf(one)
  for (const charge of [NaN, 0.5, -1, Infinity]) {
    const request = requestWith()
    request.charge[0] = charge
    expect(
      routeWithin(router, request, purseOf(9), { accounts: ['all'], ofArm: [] })
    ).toMatchObject({
      right: { arm: 1 }
    })
  }
})

test('an account that is shared and an arm’s own pays once', () => {
  const ledger = purseOf(10)
  const request = requestWith()
  request.charge.fill(7)
  const routed = routeWithin(serviceOf(one), request, ledger, { accounts: ['all'], ofArm: ['all'] })
  expect(routed).toMatchObject({ right: { arm: 0 } })
  expect(ledger.accounts.get('all')).toMatchObject({ queries: 1, reserved: 7 })
})

test('an arm’s own account grows with the queries that are sent to it', () => {
  const ledger = purseOf(100)
  openAccount(ledger, 'own', { _tag: 'perQuery', rate: 1, float: 2 })
  const given = { accounts: ['all'], ofArm: ['own'] }
  const request = requestWith()
  request.charge[0] = 2
  const arms = Array.from({ length: 3 }, () => {
    const routed = routeWithin(serviceOf(one), request, ledger, given)
    return E.isRight(routed) ? routed.right.arm : undefined
  })
  // Two ahead, and one more with the first query: the second would need two again.
  expect(arms).toEqual([0, 1, 1])
  expect(ledger.accounts.get('own')).toMatchObject({ queries: 1, reserved: 2 })
})

test('accounts that are not open decide nothing', () => {
  const router = serviceOf({
    bounds: [{ arm: 0, reward: 1, cost: 0, capacity: 1 }],
    budget: 1
  })
  const routed = routeWithin(router, requestWith(), makeLedger(), payers)
  expect(routed).toEqual({ _tag: 'Left', left: { _tag: 'unknownAccount', account: 'all' } })
  expect(router.record.query).toBe(-1)
})
