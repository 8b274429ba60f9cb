import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { decodeFrom, LedgerState, type DomainError } from '@stageroute/contracts'
import { makeLedger, type Ledger } from './ledger'

/**
 * Returns a ledger as a document that can be kept as JSON: with it and the events since, the ledger is what all events would make of it.
 *
 * Cost: O(accounts + open reservations).
 *
 * @category snapshot
 * @since 0.1.0
 * @example
 * import { makeLedger, openAccount, restoreLedger, snapshotLedger } from '@stageroute/ledger'
 *
 * const ledger = makeLedger()
 * openAccount(ledger, 'team', { _tag: 'total', total: 1000 })
 * const text = JSON.stringify(snapshotLedger(ledger))
 * const restored = restoreLedger(JSON.parse(text))
 * restored._tag === 'Right' && restored.right.accounts.get('team')?.allowance // => { _tag: 'total', total: 1000 }
 */
export const snapshotLedger = (ledger: Ledger): LedgerState => ({
  version: 1,
  accounts: Array.from(ledger.accounts, ([name, account]) => ({ name, ...account })),
  reservations: Array.from(ledger.reservations, ([ticket, reservation]) => ({
    ticket,
    ...reservation
  })),
  nextTicket: ledger.nextTicket,
  refusals: { ...ledger.refusals },
  overruns: ledger.overruns,
  overrun: ledger.overrun
})

type Doubt = readonly [isWrong: boolean, field: string, problem: string]

const repeated = (values: ReadonlyArray<unknown>): ReadonlySet<number> => {
  const seen = new Set<unknown>()
  return new Set(
    values.flatMap((value, i) => {
      const isSeen = seen.has(value)
      seen.add(value)
      return isSeen ? [i] : []
    })
  )
}

const doubtsOfAccounts = ({ accounts }: LedgerState): ReadonlyArray<Doubt> => {
  const doubles = repeated(accounts.map(({ name }) => name))
  return accounts.flatMap(({ allowance }, i): ReadonlyArray<Doubt> => {
    const isEmpty = allowance._tag === 'perPeriod' && !(allowance.ends > allowance.starts)
    return [
      [doubles.has(i), `accounts[${i}].name`, 'listed twice'],
      [isEmpty, `accounts[${i}].allowance.ends`, 'not after the start']
    ]
  })
}

const doubtsOfReservations = (state: LedgerState): ReadonlyArray<Doubt> => {
  const names = new Set(state.accounts.map(({ name }) => name))
  const doubles = repeated(state.reservations.map(({ ticket }) => ticket))
  return state.reservations.flatMap(({ ticket, accounts }, i): ReadonlyArray<Doubt> => {
    const stray = accounts.findIndex((name, j) => !names.has(name) || accounts.indexOf(name) < j)
    const field = `reservations[${i}]`
    return [
      [doubles.has(i), `${field}.ticket`, 'listed twice'],
      [ticket >= state.nextTicket, `${field}.ticket`, 'not given out yet'],
      [stray >= 0, `${field}.accounts[${stray}]`, 'no such account, or listed twice']
    ]
  })
}

/** What the reservations come to, by account: set aside where they are open, spent where they have expired. */
const sumsOf = ({ reservations }: LedgerState, isExpired: boolean): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>()
  for (const reservation of reservations) {
    if (reservation.isExpired !== isExpired) continue
    for (const name of reservation.accounts)
      sums.set(name, (sums.get(name) ?? 0) + reservation.amount)
  }
  return sums
}

const doubtsOfSums = (state: LedgerState): ReadonlyArray<Doubt> => {
  const setAside = sumsOf(state, false)
  const expired = sumsOf(state, true)
  return state.accounts.flatMap(({ name, reserved, spent }, i): ReadonlyArray<Doubt> => {
    const open = setAside.get(name) ?? 0
    const least = expired.get(name) ?? 0
    return [
      [
        reserved !== open,
        `accounts[${i}].reserved`,
        `${reserved}, the reservations sum to ${open}`
      ],
      [spent < least, `accounts[${i}].spent`, `${spent}, what has expired sums to ${least}`]
    ]
  })
}

const checkBooks = (source: string, state: LedgerState): E.Either<DomainError, LedgerState> => {
  const doubts = [
    ...doubtsOfAccounts(state),
    ...doubtsOfReservations(state),
    ...doubtsOfSums(state)
  ]
  const wrong = doubts.find(([isWrong]) => isWrong)
  return wrong === undefined
    ? E.right(state)
    : E.left({ _tag: 'InvalidField', source, field: wrong[1], problem: wrong[2] })
}

/**
 * Returns the ledger of a snapshot; refuses a document whose fields are not a ledger's, or whose sums do not agree.
 *
 * Errors: `InvalidField` with the first field that is wrong.
 * Cost: O(accounts + open reservations).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreLedger = (
  document: unknown,
  source = 'ledger'
): E.Either<DomainError, Ledger> =>
  pipe(
    document,
    decodeFrom(LedgerState, source),
    E.chain((state) => checkBooks(source, state)),
    E.map((state) => {
      const ledger = makeLedger()
      for (const { name, ...account } of state.accounts) ledger.accounts.set(name, account)
      for (const { ticket, ...kept } of state.reservations) ledger.reservations.set(ticket, kept)
      Object.assign(ledger.refusals, state.refusals)
      ledger.nextTicket = state.nextTicket
      ledger.overruns = state.overruns
      ledger.overrun = state.overrun
      return ledger
    })
  )
