import * as E from 'fp-ts/Either'
import {
  arriveQuery,
  availableIn,
  coverOf,
  expire,
  makeLedger,
  openAccount,
  release,
  renewAccount,
  replay,
  reserve,
  settle,
  writeOff,
  type Allowance,
  type Ledger,
  type LedgerEvent,
  type Refusal
} from '../src'

const ledgerWith = (allowances: Readonly<Record<string, Allowance>>): Ledger => {
  const ledger = makeLedger()
  Object.entries(allowances).forEach(([name, allowance]) => openAccount(ledger, name, allowance))
  return ledger
}

const total = (amount: number): Allowance => ({ _tag: 'total', total: amount })

const ticketOf = (ledger: Ledger, accounts: ReadonlyArray<string>, amount: number): number => {
  const reserved = reserve(ledger, { accounts, amount, now: 0 })
  return E.isRight(reserved) ? reserved.right.ticket : -1
}

const refusal = (expected: object) => ({ _tag: 'Left', left: expected })

test('what is set aside cannot be set aside again', () => {
  const ledger = ledgerWith({ team: total(100) })
  expect(ticketOf(ledger, ['team'], 60)).toBe(0)
  expect(reserve(ledger, { accounts: ['team'], amount: 41, now: 0 })).toEqual(
    refusal({ _tag: 'uncovered', account: 'team', asked: 41, available: 40 })
  )
  expect(ticketOf(ledger, ['team'], 40)).toBe(1)
  expect(ledger.refusals.uncovered).toBe(1)
})

test('every account must cover, or none is touched', () => {
  const ledger = ledgerWith({ team: total(100), key: total(10) })
  expect(reserve(ledger, { accounts: ['team', 'key'], amount: 20, now: 0 })).toMatchObject(
    refusal({ _tag: 'uncovered', account: 'key' })
  )
  expect([availableIn(ledger, 'team', 0), availableIn(ledger, 'key', 0)]).toEqual([100, 10])
  expect(coverOf(ledger, ['team', 'key'], 0)).toBe(10)
})

test('a settled query costs what it cost, once', () => {
  const ledger = ledgerWith({ team: total(100) })
  const ticket = ticketOf(ledger, ['team'], 60)
  expect(settle(ledger, ticket, 25)).toEqual(E.right({ _tag: 'settled', ticket, cost: 25 }))
  expect(availableIn(ledger, 'team', 0)).toBe(75)
  expect(settle(ledger, ticket, 25)).toEqual(refusal({ _tag: 'closedTicket', ticket }))
  expect(release(ledger, ticket)).toEqual(refusal({ _tag: 'closedTicket', ticket }))
  expect(availableIn(ledger, 'team', 0)).toBe(75)
  expect(ledger.refusals.closedTicket).toBe(2)
})

test('a released query costs nothing', () => {
  const ledger = ledgerWith({ team: total(100) })
  release(ledger, ticketOf(ledger, ['team'], 60))
  expect(availableIn(ledger, 'team', 0)).toBe(100)
})

test('an expired query costs all of it, until its cost is told', () => {
  const ledger = ledgerWith({ team: total(100) })
  const ticket = ticketOf(ledger, ['team'], 60)
  expect(expire(ledger, ticket)._tag).toBe('Right')
  expect(ledger.accounts.get('team')).toMatchObject({ spent: 60, reserved: 0 })
  expect(expire(ledger, ticket)).toEqual(refusal({ _tag: 'closedTicket', ticket }))
  settle(ledger, ticket, 10)
  expect(ledger.accounts.get('team')).toMatchObject({ spent: 10, reserved: 0 })
})

test('what is written off is forgotten at its full amount', () => {
  const ledger = ledgerWith({ team: total(100) })
  const ticket = ticketOf(ledger, ['team'], 60)
  writeOff(ledger, ticket)
  expect(ledger.accounts.get('team')).toMatchObject({ spent: 60, reserved: 0 })
  expect(ledger.reservations.size).toBe(0)
  expect(settle(ledger, ticket, 10)).toEqual(refusal({ _tag: 'closedTicket', ticket }))
})

test('a query that costs more than was set aside is booked and counted', () => {
  const ledger = ledgerWith({ team: total(100) })
  settle(ledger, ticketOf(ledger, ['team'], 60), 130)
  expect(ledger).toMatchObject({ overruns: 1, overrun: 70 })
  expect(availableIn(ledger, 'team', 0)).toBe(-30)
  expect(ticketOf(ledger, ['team'], 0)).toBe(-1)
  expect(coverOf(ledger, ['team'], 0)).toBe(0)
})

test('a rate accrues with the queries of its account', () => {
  const ledger = ledgerWith({ a: { _tag: 'perQuery', rate: 2.5, float: 10 }, b: total(5) })
  arriveQuery(ledger, ['a'])
  arriveQuery(ledger, ['a', 'b'])
  arriveQuery(ledger, ['b'])
  expect(availableIn(ledger, 'a', 0)).toBe(15)
})

test('a period covers nothing before and after it', () => {
  const ledger = ledgerWith({ day: { _tag: 'perPeriod', total: 100, starts: 10, ends: 20 } })
  const covered = [9, 10, 19, 20].map((now) => coverOf(ledger, ['day'], now))
  expect(covered).toEqual([0, 100, 100, 0])
})

test('a renewed account begins anew with what is still set aside', () => {
  const ledger = ledgerWith({ day: { _tag: 'perPeriod', total: 100, starts: 0, ends: 10 } })
  const open = ticketOf(ledger, ['day'], 30)
  const lost = ticketOf(ledger, ['day'], 20)
  settle(ledger, ticketOf(ledger, ['day'], 50), 50)
  expire(ledger, lost)
  renewAccount(ledger, 'day', { _tag: 'perPeriod', total: 100, starts: 10, ends: 20 })
  expect(availableIn(ledger, 'day', 10)).toBe(70)
  // What expired before was spent in the period that ended.
  settle(ledger, lost, 0)
  expect(availableIn(ledger, 'day', 10)).toBe(70)
  settle(ledger, open, 5)
  expect(availableIn(ledger, 'day', 10)).toBe(95)
})

test('a lowered allowance covers nothing until it is made up for', () => {
  const ledger = ledgerWith({ team: total(100) })
  settle(ledger, ticketOf(ledger, ['team'], 80), 80)
  openAccount(ledger, 'team', total(50))
  expect(availableIn(ledger, 'team', 0)).toBe(-30)
  openAccount(ledger, 'team', total(90))
  expect(coverOf(ledger, ['team'], 0)).toBe(10)
})

test.each<readonly [string, (ledger: Ledger) => unknown, object]>([
  [
    'an account that is not open',
    (l) => arriveQuery(l, ['x']),
    { _tag: 'unknownAccount', account: 'x' }
  ],
  ['renewing one', (l) => renewAccount(l, 'x', total(1)), { _tag: 'unknownAccount', account: 'x' }],
  [
    'reserving in one',
    (l) => reserve(l, { accounts: ['team', 'x'], amount: 1, now: 0 }),
    { _tag: 'unknownAccount', account: 'x' }
  ],
  ['no account', (l) => reserve(l, { accounts: [], amount: 1, now: 0 }), { _tag: 'impossible' }],
  ['an account twice', (l) => arriveQuery(l, ['team', 'team']), { _tag: 'impossible' }],
  [
    'a negative amount',
    (l) => reserve(l, { accounts: ['team'], amount: -1, now: 0 }),
    { _tag: 'impossible' }
  ],
  [
    'part of a micro-USD',
    (l) => reserve(l, { accounts: ['team'], amount: 0.5, now: 0 }),
    { _tag: 'impossible' }
  ],
  ['a ticket never given out', (l) => settle(l, 7, 1), { _tag: 'unknownTicket', ticket: 7 }],
  ['half a ticket', (l) => settle(l, 0.5, 1), { _tag: 'unknownTicket', ticket: 0.5 }],
  ['a cost that is no number', (l) => settle(l, 0, Number.NaN), { _tag: 'impossible' }],
  [
    'a negative rate',
    (l) => openAccount(l, 'y', { _tag: 'perQuery', rate: -1, float: 0 }),
    { _tag: 'impossible' }
  ],
  [
    'a negative float',
    (l) => openAccount(l, 'y', { _tag: 'perQuery', rate: 1, float: -1 }),
    { _tag: 'impossible' }
  ],
  [
    'a period that ends before it starts',
    (l) => openAccount(l, 'y', { _tag: 'perPeriod', total: 1, starts: 2, ends: 1 }),
    { _tag: 'impossible' }
  ],
  ['half a total', (l) => openAccount(l, 'y', total(0.5)), { _tag: 'impossible' }]
])('%s is refused and changes nothing', (_what, act, expected) => {
  const ledger = ledgerWith({ team: total(100) })
  expect(act(ledger)).toMatchObject(refusal(expected))
  expect([...ledger.accounts.keys()]).toEqual(['team'])
  expect(availableIn(ledger, 'team', 0)).toBe(100)
})

test('a ledger is what its events make', () => {
  const ledger = makeLedger()
  const decided: ReadonlyArray<E.Either<Refusal, LedgerEvent>> = [
    openAccount(ledger, 'team', total(100)),
    arriveQuery(ledger, ['team']),
    reserve(ledger, { accounts: ['team'], amount: 60, now: 0 }),
    reserve(ledger, { accounts: ['team'], amount: 10, now: 0 }),
    settle(ledger, 0, 25),
    expire(ledger, 1)
  ]
  const events = decided.flatMap((one) => (E.isRight(one) ? [one.right] : []))
  expect(events).toHaveLength(6)
  expect(replay(JSON.parse(JSON.stringify(events)) as typeof events)).toEqual(ledger)
})

test('an account that does not exist has nothing', () => {
  expect(availableIn(makeLedger(), 'x', 0)).toBe(0)
  expect(coverOf(makeLedger(), ['x'], 0)).toBe(0)
  expect(coverOf(makeLedger(), [], 0)).toBe(0)
})
