import { allowanceAt, type Allowance } from './allowance'
import type { LedgerEvent, Refusal } from './event'
import type { MicroUsd } from './micro-usd'

/**
 * One purse of a ledger: what it may spend, what it has spent, and what is set aside for queries under way.
 *
 * Unit: micro-USD.
 *
 * @category account
 * @since 0.1.0
 */
export interface Account {
  allowance: Allowance
  /** Queries that have arrived for it since it was opened or renewed. */
  queries: number
  spent: MicroUsd
  reserved: MicroUsd
}

/**
 * What is set aside for a query under way.
 *
 * @category account
 * @since 0.1.0
 */
export interface Reservation {
  readonly accounts: ReadonlyArray<string>
  readonly amount: MicroUsd
  /** Whether it counts as spent because nobody has told what it cost. */
  readonly isExpired: boolean
}

/**
 * Accounts and reservations, and how often something was refused or cost more than was set aside. Changed by `applyEvent` alone; the functions that
 * decide (`reserve`, `settle`, ...) apply what they return.
 *
 * The law: as long as no query costs more than was reserved for it, what an account has spent and set aside never exceeds its allowance, at any
 * time, whatever is settled late, twice or never. `ledgerLaws` of `@stageroute/ledger/testing` holds an implementation to it.
 *
 * @category ledger
 * @since 0.1.0
 */
export interface Ledger {
  readonly accounts: Map<string, Account>
  readonly reservations: Map<number, Reservation>
  /** The ticket that the next reservation gets. */
  nextTicket: number
  /** How often each kind of refusal was given. */
  readonly refusals: Record<Refusal['_tag'], number>
  /** Queries that cost more than was reserved for them, and by how much in all. */
  overruns: number
  overrun: MicroUsd
}

/**
 * Returns a ledger without accounts.
 *
 * @category ledger
 * @since 0.1.0
 * @example
 * import { availableIn, makeLedger, openAccount, reserve, settle } from '@stageroute/ledger'
 *
 * const ledger = makeLedger()
 * openAccount(ledger, 'team', { _tag: 'total', total: 1000 })
 * const reserved = reserve(ledger, { accounts: ['team'], amount: 400, now: 0 })
 * const ticket = reserved._tag === 'Right' ? reserved.right.ticket : -1
 * availableIn(ledger, 'team', 0) // => 600
 * // It cost less than set aside; the rest is free again.
 * settle(ledger, ticket, 150)._tag // => 'Right'
 * availableIn(ledger, 'team', 0) // => 850
 * settle(ledger, ticket, 150)._tag // => 'Left'
 */
export const makeLedger = (): Ledger => ({
  accounts: new Map(),
  reservations: new Map(),
  nextTicket: 0,
  refusals: { uncovered: 0, unknownAccount: 0, unknownTicket: 0, closedTicket: 0, impossible: 0 },
  overruns: 0,
  overrun: 0
})

/**
 * Returns what an account has left at a time: its allowance less what it has spent and set aside; 0 for an account that does not exist. Below zero
 * only after an allowance was lowered or a query cost more than was reserved.
 *
 * Cost: O(1).
 *
 * @category ledger
 * @since 0.1.0
 */
export const availableIn = (ledger: Ledger, account: string, now: number): MicroUsd => {
  const found = ledger.accounts.get(account)
  return found === undefined
    ? 0
    : allowanceAt(found.allowance, found.queries, now) - found.spent - found.reserved
}

/**
 * Changes a ledger by an event that it has given out itself, or that one with the same past has.
 *
 * Requires: the events of one ledger, all of them, in their order.
 * Cost: O(accounts of the event).
 *
 * @category ledger
 * @since 0.1.0
 */
export const applyEvent = (ledger: Ledger, event: LedgerEvent): void => {
  switch (event._tag) {
    case 'opened':
      return setAllowance(ledger, event.account, event.allowance)
    case 'renewed':
      return renew(ledger, event.account, event.allowance)
    case 'arrived':
      return arrive(ledger, event.accounts)
    case 'reserved':
      return setAside(ledger, event)
    case 'settled':
      return close(ledger, event.ticket, event.cost)
    case 'released':
      return close(ledger, event.ticket, 0)
    case 'expired':
      return expire(ledger, event.ticket)
    case 'writtenOff':
      return writeOff(ledger, event.ticket)
  }
}

/**
 * Returns the ledger that a list of events makes.
 *
 * Cost: O(events).
 *
 * @category ledger
 * @since 0.1.0
 */
export const replay = (events: Iterable<LedgerEvent>): Ledger => {
  const ledger = makeLedger()
  for (const event of events) applyEvent(ledger, event)
  return ledger
}

const arrive = ({ accounts }: Ledger, names: ReadonlyArray<string>): void => {
  for (const name of names) {
    const account = accounts.get(name)
    if (account !== undefined) account.queries++
  }
}

/** Adds to what is set aside and spent in accounts; those that are not open are left out. */
const book = (
  { accounts }: Ledger,
  names: ReadonlyArray<string>,
  reserved: MicroUsd,
  spent: MicroUsd
): void => {
  for (const name of names) {
    const account = accounts.get(name)
    if (account === undefined) continue
    account.reserved += reserved
    account.spent += spent
  }
}

const setAllowance = ({ accounts }: Ledger, name: string, allowance: Allowance): void => {
  const account = accounts.get(name)
  if (account === undefined) accounts.set(name, { allowance, queries: 0, spent: 0, reserved: 0 })
  else account.allowance = allowance
}

const renew = (ledger: Ledger, name: string, allowance: Allowance): void => {
  // What had expired was spent in the period that ends: learning its cost later must not change the new one.
  for (const [ticket, reservation] of ledger.reservations) {
    if (!reservation.isExpired || !reservation.accounts.includes(name)) continue
    const accounts = reservation.accounts.filter((other) => other !== name)
    ledger.reservations.set(ticket, { ...reservation, accounts })
  }
  const account = ledger.accounts.get(name)
  if (account !== undefined) Object.assign(account, { allowance, queries: 0, spent: 0 })
}

const setAside = (
  ledger: Ledger,
  { ticket, accounts, amount }: Extract<LedgerEvent, { readonly _tag: 'reserved' }>
): void => {
  ledger.reservations.set(ticket, { accounts, amount, isExpired: false })
  ledger.nextTicket = ticket + 1
  book(ledger, accounts, amount, 0)
}

/** Replaces a reservation by what the query cost; one that had expired was counted as spent in full. */
const close = (ledger: Ledger, ticket: number, cost: MicroUsd): void => {
  const reservation = ledger.reservations.get(ticket)
  if (reservation === undefined) return
  const { accounts, amount, isExpired } = reservation
  ledger.reservations.delete(ticket)
  book(ledger, accounts, isExpired ? 0 : -amount, isExpired ? cost - amount : cost)
  if (cost <= amount) return
  ledger.overruns++
  ledger.overrun += cost - amount
}

const expire = (ledger: Ledger, ticket: number): void => {
  const reservation = ledger.reservations.get(ticket)
  if (reservation === undefined || reservation.isExpired) return
  const { accounts, amount } = reservation
  ledger.reservations.set(ticket, { accounts, amount, isExpired: true })
  book(ledger, accounts, -amount, amount)
}

const writeOff = (ledger: Ledger, ticket: number): void => {
  expire(ledger, ticket)
  ledger.reservations.delete(ticket)
}
