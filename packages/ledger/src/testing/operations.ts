import type * as ledger from '..'

/**
 * What an implementation of the ledger offers: the package's functions, or others of the same shape.
 *
 * @category law
 * @since 0.1.0
 */
export type LedgerOperations = Pick<
  typeof ledger,
  | 'arriveQuery'
  | 'availableIn'
  | 'expire'
  | 'makeLedger'
  | 'openAccount'
  | 'release'
  | 'renewAccount'
  | 'replay'
  | 'reserve'
  | 'settle'
  | 'writeOff'
>
