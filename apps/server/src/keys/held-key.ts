import { commonAccount } from '@stageroute/engine'
import type { Allowance } from '@stageroute/ledger'
import type { KeyEntry } from '../config/gateway-config'

/** What a key may do. */
export type Role = KeyEntry['roles'][number]

/** A key that opens the server. */
export interface HeldKey {
  readonly id: string
  readonly salt: string
  readonly hash: string
  readonly name: string
  readonly roles: ReadonlyArray<Role>
  readonly budgetUsd: number | null
  readonly period: KeyEntry['period']
  readonly requestsPerMinute: number | null
  readonly tokensPerMinute: number | null
  /** Whether it comes from the configuration, and is changed there alone. */
  readonly isConfigured: boolean
}

/** Returns the key of an entry of the configuration. */
export const toHeldKey = ({ hash, ...entry }: KeyEntry): HeldKey => ({
  ...entry,
  ...hash,
  isConfigured: true
})

/** Whoever calls a server that is open. */
export const anybody: HeldKey = {
  id: 'open',
  salt: '',
  hash: '',
  name: 'anybody',
  roles: ['call', 'feedback', 'read'],
  budgetUsd: null,
  period: 'total',
  requestsPerMinute: null,
  tokensPerMinute: null,
  isConfigured: true
}

/** The account of a key that has a budget of its own. */
export const accountOf = ({ id }: Pick<HeldKey, 'id'>): string => `key:${id}`

/** The accounts that pay for a query of a key. */
export const payersOf = (key: HeldKey): ReadonlyArray<string> =>
  key.budgetUsd === null ? [commonAccount] : [commonAccount, accountOf(key)]

/** When the period begins that a moment is in, and when it ends. */
const periodAt = (period: 'day' | 'month', now: number): { starts: number; ends: number } => {
  const at = new Date(now)
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()]
  return period === 'day'
    ? { starts: Date.UTC(year, month, day), ends: Date.UTC(year, month, day + 1) }
    : { starts: Date.UTC(year, month), ends: Date.UTC(year, month + 1) }
}

/** What a key may spend of its own at a moment; null where it has no budget. */
export const allowanceOf = (
  { budgetUsd, period }: Pick<HeldKey, 'budgetUsd' | 'period'>,
  now: number
): Allowance | null => {
  if (budgetUsd === null) return null
  const total = Math.min(Number.MAX_SAFE_INTEGER, Math.floor(budgetUsd * 1e6))
  return period === 'total'
    ? { _tag: 'total', total }
    : { _tag: 'perPeriod', total, ...periodAt(period, now) }
}
