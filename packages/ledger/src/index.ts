export { allowanceAt, type Allowance } from './allowance'
export type { LedgerEvent, Refusal } from './event'
export { closeLease, leaseAccount, ledgerOfLease, openLease, type Lease } from './lease'
export { restoreLedger, snapshotLedger } from './ledger-snapshot'
export {
  applyEvent,
  availableIn,
  makeLedger,
  replay,
  type Account,
  type Ledger,
  type Reservation
} from './ledger'
export {
  chargeOf,
  isAmount,
  makeRoundingCarry,
  toMicroUsd,
  type MicroUsd,
  type RoundingCarry
} from './micro-usd'
export {
  nextBudgetPrice,
  openEndedBudget,
  priceStep,
  resolvedBudget,
  type HorizonState,
  type OpenEndedState
} from './pacing'
export {
  arriveQuery,
  coverOf,
  openAccount,
  renewAccount,
  reserve,
  type EventOf,
  type ReserveRequest
} from './reserve'
export { expire, release, settle, writeOff } from './settle'
