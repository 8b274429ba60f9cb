import * as E from 'fp-ts/Either'
import type { Allowance } from './allowance'
import type { LedgerEvent, Refusal } from './event'
import { applyEvent, availableIn, type Ledger } from './ledger'
import { isAmount, type MicroUsd } from './micro-usd'

/** An event of one kind. */
export type EventOf<T extends LedgerEvent['_tag']> = Extract<LedgerEvent, { readonly _tag: T }>

/** Applies what was decided and returns it, to be kept before anything is done about it. */
export const decided = <A extends LedgerEvent>(ledger: Ledger, event: A): E.Either<never, A> => {
  applyEvent(ledger, event)
  return E.right(event)
}

export const refused = (ledger: Ledger, refusal: Refusal): E.Either<Refusal, never> => {
  ledger.refusals[refusal._tag]++
  return E.left(refusal)
}

const isFigure = (value: number): boolean => Number.isFinite(value)

const problemOf = (allowance: Allowance): string | undefined => {
  switch (allowance._tag) {
    case 'perQuery':
      if (!isAmount(allowance.float)) return `a float of ${allowance.float} micro-USD`
      return isFigure(allowance.rate) && allowance.rate >= 0
        ? undefined
        : `a rate of ${allowance.rate} micro-USD per query`
    case 'perPeriod':
      if (!isAmount(allowance.total)) return `a total of ${allowance.total} micro-USD`
      return isFigure(allowance.starts) &&
        isFigure(allowance.ends) &&
        allowance.ends > allowance.starts
        ? undefined
        : `a period from ${allowance.starts} to ${allowance.ends}`
    case 'total':
      return isAmount(allowance.total) ? undefined : `a total of ${allowance.total} micro-USD`
  }
}

/**
 * Opens an account, or gives an open one another allowance, which may be lower than what is already spent: then nothing more is covered until the
 * allowance has caught up.
 *
 * Errors: `impossible` for an allowance that is none.
 *
 * @category account
 * @since 0.1.0
 */
export const openAccount = (
  ledger: Ledger,
  account: string,
  allowance: Allowance
): E.Either<Refusal, EventOf<'opened'>> => {
  const problem = problemOf(allowance)
  return problem === undefined
    ? decided(ledger, { _tag: 'opened', account, allowance })
    : refused(ledger, { _tag: 'impossible', problem })
}

/**
 * Starts an account anew: what it has spent is forgotten, what is reserved counts against the new allowance.
 *
 * Errors: `unknownAccount`; `impossible` for an allowance that is none.
 *
 * @category account
 * @since 0.1.0
 */
export const renewAccount = (
  ledger: Ledger,
  account: string,
  allowance: Allowance
): E.Either<Refusal, EventOf<'renewed'>> => {
  if (!ledger.accounts.has(account)) return refused(ledger, { _tag: 'unknownAccount', account })
  const problem = problemOf(allowance)
  return problem === undefined
    ? decided(ledger, { _tag: 'renewed', account, allowance })
    : refused(ledger, { _tag: 'impossible', problem })
}

/**
 * Tells the ledger that a query has come in for accounts, whether or not it will be answered: rates accrue per query.
 *
 * Errors: `unknownAccount` with the first that is not open; `impossible` for no account.
 * Cost: O(accounts).
 *
 * @category query
 * @since 0.1.0
 */
export const arriveQuery = (
  ledger: Ledger,
  accounts: ReadonlyArray<string>
): E.Either<Refusal, EventOf<'arrived'>> => {
  const refusal = refusalOfAccounts(ledger, accounts)
  return refusal === undefined
    ? decided(ledger, { _tag: 'arrived', accounts })
    : refused(ledger, refusal)
}

const refusalOfAccounts = (
  { accounts }: Ledger,
  names: ReadonlyArray<string>
): Refusal | undefined => {
  // A query has few accounts: looking at all pairs is faster than a set.
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string
    if (names.indexOf(name) < i) return noAccounts(names)
    if (!accounts.has(name)) return { _tag: 'unknownAccount', account: name }
  }
  return names.length === 0 ? noAccounts(names) : undefined
}

const noAccounts = (names: ReadonlyArray<string>): Refusal => ({
  _tag: 'impossible',
  problem: `the accounts [${names.join(', ')}]`
})

/**
 * What is to be set aside: the most that a query can cost, in every account that pays for it (a total budget, its key's, its model's).
 *
 * @category query
 * @since 0.1.0
 */
export interface ReserveRequest {
  readonly accounts: ReadonlyArray<string>
  readonly amount: MicroUsd
  /** The time, for accounts by period. */
  readonly now: number
}

/**
 * Sets an amount aside in all accounts, or in none. To be called before a query is sent, with the most that it can cost; the event is to be kept
 * before it is sent.
 *
 * Errors: `uncovered` with the first account that has too little left; `unknownAccount`; `impossible` for an amount that is none.
 * Cost: O(accounts).
 *
 * @category query
 * @since 0.1.0
 */
export const reserve = (
  ledger: Ledger,
  { accounts, amount, now }: ReserveRequest
): E.Either<Refusal, EventOf<'reserved'>> => {
  const refusal = isAmount(amount)
    ? (refusalOfAccounts(ledger, accounts) ?? shortfall(ledger, accounts, amount, now))
    : ({ _tag: 'impossible', problem: `an amount of ${amount} micro-USD` } as const)
  return refusal === undefined
    ? decided(ledger, { _tag: 'reserved', ticket: ledger.nextTicket, accounts, amount })
    : refused(ledger, refusal)
}

const shortfall = (
  ledger: Ledger,
  accounts: ReadonlyArray<string>,
  asked: MicroUsd,
  now: number
): Refusal | undefined => {
  for (const account of accounts) {
    const available = availableIn(ledger, account, now)
    if (available < asked) return { _tag: 'uncovered', account, asked, available }
  }
  return undefined
}

/**
 * Returns the most that can be reserved in all of the accounts at a time; 0 where one does not exist or is overdrawn.
 *
 * Cost: O(accounts).
 *
 * @category query
 * @since 0.1.0
 */
export const coverOf = (ledger: Ledger, accounts: ReadonlyArray<string>, now: number): MicroUsd => {
  let least = Infinity
  for (const account of accounts) least = Math.min(least, availableIn(ledger, account, now))
  return least > 0 && least < Infinity ? least : 0
}
