import * as t from 'io-ts'
import { closed } from './closed'
import { Finite, Index, NonNegative } from './quantity'
import { tagged } from './tagged'

/** What an account may spend. */
export const AllowanceState = tagged('an allowance', {
  perQuery: { rate: NonNegative, float: Index },
  perPeriod: { total: Index, starts: Finite, ends: Finite },
  total: { total: Index }
})

const accountFields = {
  name: t.string,
  allowance: AllowanceState,
  queries: Index,
  spent: Index,
  reserved: Index
}

const reservationFields = {
  ticket: Index,
  accounts: t.readonlyArray(t.string, 'a list of accounts'),
  amount: Index,
  isExpired: t.boolean
}

const refusalFields = {
  uncovered: Index,
  unknownAccount: Index,
  unknownTicket: Index,
  closedTicket: Index,
  impossible: Index
}

const stateFields = {
  version: t.literal(1),
  accounts: t.readonlyArray(closed(t.type(accountFields), Object.keys(accountFields))),
  reservations: t.readonlyArray(closed(t.type(reservationFields), Object.keys(reservationFields))),
  nextTicket: Index,
  refusals: closed(t.type(refusalFields), Object.keys(refusalFields)),
  overruns: Index,
  overrun: Index
}

/**
 * A ledger as a document: what its accounts may spend and have spent, and what is set aside for queries under way.
 *
 * Unit: amounts in micro-USD; times in the caller's unit.
 *
 * @category document
 * @since 0.1.0
 */
export const LedgerState = closed(t.type(stateFields, 'LedgerState'), Object.keys(stateFields))

/**
 * What the codec `LedgerState` accepts.
 *
 * @category document
 * @since 0.1.0
 */
export type LedgerState = t.TypeOf<typeof LedgerState>
