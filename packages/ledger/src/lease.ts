import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Refusal } from './event'
import { makeLedger, type Ledger } from './ledger'
import type { MicroUsd } from './micro-usd'
import { openAccount, reserve, type EventOf, type ReserveRequest } from './reserve'
import { settle } from './settle'

/**
 * A slice of a shared budget, held by a replica that spends from it without asking: to the shared ledger it is one reservation, to the replica an
 * account of its own. Whatever is lost on the way, the slice is all that can be spent from it.
 *
 * @category lease
 * @since 0.1.0
 */
export interface Lease {
  /** The reservation of the slice in the shared ledger. */
  readonly ticket: number
  readonly amount: MicroUsd
}

/**
 * The account of a replica's own ledger that stands for its lease.
 *
 * @category lease
 * @since 0.1.0
 */
export const leaseAccount = 'lease'

/**
 * Takes a slice of the accounts of a shared ledger.
 *
 * Errors: as `reserve`.
 *
 * @category lease
 * @since 0.1.0
 * @example
 * import { makeLedger, leaseAccount, openAccount, openLease, ledgerOfLease, reserve } from '@stageroute/ledger'
 *
 * const shared = makeLedger()
 * openAccount(shared, 'team', { _tag: 'total', total: 1000 })
 * const granted = openLease(shared, { accounts: ['team'], amount: 300, now: 0 })
 * const replica = granted._tag === 'Right' ? ledgerOfLease(granted.right.lease) : makeLedger()
 * reserve(replica, { accounts: [leaseAccount], amount: 301, now: 0 })._tag // => 'Left'
 * reserve(replica, { accounts: [leaseAccount], amount: 300, now: 0 })._tag // => 'Right'
 */
export const openLease = (
  shared: Ledger,
  request: ReserveRequest
): E.Either<Refusal, { readonly lease: Lease; readonly event: EventOf<'reserved'> }> =>
  pipe(
    reserve(shared, request),
    E.map((event) => ({ lease: { ticket: event.ticket, amount: event.amount }, event }))
  )

/**
 * Returns the ledger of a replica that holds a lease: one account with the slice as its total.
 *
 * @category lease
 * @since 0.1.0
 */
export const ledgerOfLease = ({ amount }: Lease): Ledger => {
  const ledger = makeLedger()
  openAccount(ledger, leaseAccount, { _tag: 'total', total: amount })
  return ledger
}

/**
 * Gives a lease back: the shared ledger books what the replica has spent, and what it has still set aside, in full, because nobody will tell its cost
 * any more. A replica that is lost gives nothing back; its lease expires like any reservation.
 *
 * Errors: as `settle`.
 *
 * @category lease
 * @since 0.1.0
 */
export const closeLease = (
  shared: Ledger,
  { ticket }: Lease,
  replica: Ledger
): E.Either<Refusal, EventOf<'settled'>> => {
  const account = replica.accounts.get(leaseAccount)
  return settle(shared, ticket, (account?.spent ?? 0) + (account?.reserved ?? 0))
}
