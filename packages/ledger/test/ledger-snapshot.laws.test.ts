import * as E from 'fp-ts/Either'
import type { LedgerState } from '@stageroute/contracts'
import * as operations from '@stageroute/ledger'
import { makeLedger, openAccount, reserve, restoreLedger, snapshotLedger } from '@stageroute/ledger'
import { openWorld, stepWorld } from '../src/testing/world'

test('a period without an end is refused when it is opened, as no document could keep it', () => {
  const allowance = { _tag: 'perPeriod', total: 1, starts: 0, ends: Infinity } as const
  expect(openAccount(makeLedger(), 'all', allowance)._tag).toBe('Left')
})

test('what is restored is what was kept, in worlds of late, lost and repeated costs', () => {
  for (let seed = 0; seed < 40; seed++) {
    const world = openWorld(operations, seed)
    for (let step = 0; step < 200; step++) {
      stepWorld(world)
      const text = JSON.stringify(snapshotLedger(world.ledger))
      expect(restoreLedger(JSON.parse(text))).toEqual(E.right(world.ledger))
    }
  }
})

/** One account with a period, one reservation of it under way. */
const kept = (): LedgerState => {
  const ledger = makeLedger()
  openAccount(ledger, 'all', { _tag: 'perPeriod', total: 100, starts: 0, ends: 10 })
  openAccount(ledger, 'key', { _tag: 'perQuery', rate: 0.5, float: 50 })
  reserve(ledger, { accounts: ['all'], amount: 30, now: 1 })
  reserve(ledger, { accounts: ['all', 'key'], amount: 20, now: 1 })
  return snapshotLedger(ledger)
}

type Spoil = (state: LedgerState) => unknown

const spoilAccount =
  (changes: object): Spoil =>
  (state) => ({ ...state, accounts: [{ ...state.accounts[0], ...changes }, state.accounts[1]] })

const spoilReservation =
  (changes: object): Spoil =>
  (state) => ({
    ...state,
    reservations: [{ ...state.reservations[0], ...changes }, state.reservations[1]]
  })

const period = { _tag: 'perPeriod', total: 100, starts: 0, ends: 0 }

test.each<readonly [field: string, spoil: Spoil]>([
  ['version', (state) => ({ ...state, version: 2 })],
  ['unheard', (state) => ({ ...state, unheard: 1 })],
  ['accounts[1].name', spoilAccount({ name: 'key' })],
  ['accounts[0].spent', spoilAccount({ spent: 0.5 })],
  ['accounts[0].spent', spoilAccount({ spent: -1 })],
  ['accounts[0].reserved', spoilAccount({ reserved: 49 })],
  ['reservations[0].accounts[1]', spoilReservation({ accounts: ['all', 'all'] })],
  [
    'accounts[0].spent',
    (state) =>
      spoilReservation({ isExpired: true })({
        ...state,
        accounts: state.accounts.map((account, i) =>
          i === 0 ? { ...account, reserved: 20, spent: 29 } : account
        )
      })
  ],
  ['accounts[0].allowance.ends', spoilAccount({ allowance: period })],
  ['accounts[0].allowance._tag', spoilAccount({ allowance: { _tag: 'gift' } })],
  ['reservations[0].amount', spoilReservation({ amount: -1 })],
  ['accounts[0].reserved', spoilReservation({ amount: 31 })],
  ['accounts[0].reserved', spoilReservation({ isExpired: true })],
  ['reservations[1].ticket', spoilReservation({ ticket: 1 })],
  ['reservations[0].ticket', spoilReservation({ ticket: 2 })],
  ['reservations[0].accounts[0]', spoilReservation({ accounts: ['nobody'] })],
  ['refusals.uncovered', (state) => ({ ...state, refusals: { ...state.refusals, uncovered: -1 } })]
])('a document is refused for its %s', (field, spoil) => {
  const document: unknown = JSON.parse(JSON.stringify(spoil(kept())))
  expect(restoreLedger(document, 'books')).toMatchObject({
    _tag: 'Left',
    left: { _tag: 'InvalidField', source: 'books', field }
  })
})
