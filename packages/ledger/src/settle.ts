import type * as E from 'fp-ts/Either'
import type { Refusal } from './event'
import type { Ledger } from './ledger'
import { isAmount, type MicroUsd } from './micro-usd'
import { decided, refused, type EventOf } from './reserve'

const refusalOfTicket = (ledger: Ledger, ticket: number): Refusal | undefined => {
  if (ledger.reservations.has(ticket)) return undefined
  const wasGiven = Number.isSafeInteger(ticket) && ticket >= 0 && ticket < ledger.nextTicket
  return { _tag: wasGiven ? 'closedTicket' : 'unknownTicket', ticket }
}

/**
 * Tells what a query cost. The rest of its reservation is free again; after it had expired, its cost takes the place of the whole reservation. A cost
 * above the reservation is money that was spent: it is booked and counted as an overrun, and nothing is covered until it is made up for.
 *
 * Errors: `closedTicket` for one that was settled before (nothing is booked twice), `unknownTicket`, `impossible`.
 * Cost: O(accounts of the reservation).
 *
 * @category query
 * @since 0.1.0
 */
export const settle = (
  ledger: Ledger,
  ticket: number,
  cost: MicroUsd
): E.Either<Refusal, EventOf<'settled'>> => {
  if (!isAmount(cost)) {
    return refused(ledger, { _tag: 'impossible', problem: `a cost of ${cost} micro-USD` })
  }
  const refusal = refusalOfTicket(ledger, ticket)
  return refusal === undefined
    ? decided(ledger, { _tag: 'settled', ticket, cost })
    : refused(ledger, refusal)
}

/**
 * Tells that a query failed without costing anything: its reservation is free again.
 *
 * Errors: as {@link settle}.
 *
 * @category query
 * @since 0.1.0
 */
export const release = (ledger: Ledger, ticket: number): E.Either<Refusal, EventOf<'released'>> => {
  const refusal = refusalOfTicket(ledger, ticket)
  return refusal === undefined
    ? decided(ledger, { _tag: 'released', ticket })
    : refused(ledger, refusal)
}

/**
 * Counts the whole reservation of a query as spent, because nobody has told what it cost for too long (a crash, a client that went away). Its true
 * cost may still be told.
 *
 * Errors: as {@link settle}; `closedTicket` also for one that has expired before.
 *
 * @category query
 * @since 0.1.0
 */
export const expire = (ledger: Ledger, ticket: number): E.Either<Refusal, EventOf<'expired'>> => {
  const isExpired = ledger.reservations.get(ticket)?.isExpired === true
  const refusal: Refusal | undefined = isExpired
    ? { _tag: 'closedTicket', ticket }
    : refusalOfTicket(ledger, ticket)
  return refusal === undefined
    ? decided(ledger, { _tag: 'expired', ticket })
    : refused(ledger, refusal)
}

/**
 * Closes a ticket at its whole reservation for good, so that the ledger need not remember it.
 *
 * Errors: as {@link settle}.
 *
 * @category query
 * @since 0.1.0
 */
export const writeOff = (
  ledger: Ledger,
  ticket: number
): E.Either<Refusal, EventOf<'writtenOff'>> => {
  const refusal = refusalOfTicket(ledger, ticket)
  return refusal === undefined
    ? decided(ledger, { _tag: 'writtenOff', ticket })
    : refused(ledger, refusal)
}
