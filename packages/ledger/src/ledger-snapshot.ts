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

const isRepeated = (values: ReadonlyArray<unknown>, i: number): boolean =>
  values.indexOf(values[i]) < i

const doubtsOfAccounts = ({ accounts }: LedgerState): ReadonlyArray<Doubt> => {
  const names = accounts.map(({ name }) => name)
  return accounts.flatMap(({ allowance }, i): ReadonlyArray<Doubt> => {
    const isEmpty = allowance._tag === 'perPeriod' && !(allowance.ends > allowance.starts)
    return [
      [isRepeated(names, i), `accounts[${i}].name`, 'listed twice'],
      [isEmpty, `accounts[${i}].allowance.ends`, 'not after the start']
    ]
  })
}

const doubtsOfSums = ({ accounts, reservations }: LedgerState): ReadonlyArray<Doubt> =>
  accounts.map(({ name, reserved }, i) => {
    const setAside = reservations
      .filter(({ accounts: paying, isExpired }) => !isExpired && paying.includes(name))
      .reduce((sum, { amount }) => sum + amount, 0)
    const problem = `${reserved}, the reservations sum to ${setAside}`
    return [reserved !== setAside, `accounts[${i}].reserved`, problem]
  })

const doubtsOfReservations = (state: LedgerState): ReadonlyArray<Doubt> => {
  const names = state.accounts.map(({ name }) => name)
  const tickets = state.reservations.map(({ ticket }) => ticket)
  return state.reservations.flatMap(({ ticket, accounts }, i): ReadonlyArray<Doubt> => {
    const stray = accounts.findIndex((name, j) => !names.includes(name) || isRepeated(accounts, j))
    const field = `reservations[${i}]`
    return [
      [isRepeated(tickets, i), `${field}.ticket`, 'listed twice'],
      [ticket >= state.nextTicket, `${field}.ticket`, 'not given out yet'],
      [stray >= 0, `${field}.accounts[${stray}]`, 'no such account, or listed twice']
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
 * Cost: O(accounts open reservations).
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
