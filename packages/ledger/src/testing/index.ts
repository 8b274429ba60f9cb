export { defaultLedgerLawOptions, ledgerLaws, type LedgerLawOptions } from './ledger-laws'
export type { LedgerOperations } from './operations'
