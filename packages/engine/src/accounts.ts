import * as E from 'fp-ts/Either'
import type { LiveEvent } from '@stageroute/contracts'
import { openAccount, renewAccount, type Allowance, type Refusal } from '@stageroute/ledger'
import { learn } from './learn'
import { coverNow } from './marks'
import type { Memory } from './memory'

/**
 * Returns what the account of all queries may spend: the opening float at once, the budget with every query.
 *
 * @category money
 * @since 0.1.0
 */
export const commonAllowance = ({ budget, openingFloat }: Memory['settings']): Allowance => ({
  _tag: 'perQuery',
  rate: budget * 1e6,
  float: Math.floor(openingFloat * 1e6)
})

/**
 * Sees to it that an account is open with an allowance, and renews one whose period is over. Returns the events, which have been applied; none where
 * it is so already.
 *
 * Unit: `now` in milliseconds since 1970.
 * Errors: the ledger's, for an allowance that is none.
 *
 * @category money
 * @since 0.1.0
 */
export const keepAccount = (
  memory: Memory,
  account: string,
  allowance: Allowance,
  now: number
): E.Either<Refusal, ReadonlyArray<LiveEvent>> => {
  const { ledger } = memory
  const open = ledger.accounts.get(account)?.allowance
  if (open !== undefined && JSON.stringify(open) === JSON.stringify(allowance)) return E.right([])
  const isNewPeriod =
    open?._tag === 'perPeriod' && allowance._tag === 'perPeriod' && allowance.starts >= open.ends
  const changed = isNewPeriod
    ? renewAccount(ledger, account, allowance)
    : openAccount(ledger, account, allowance)
  if (E.isLeft(changed)) return changed
  learn(memory, changed.right, now)
  const cover = isNewPeriod ? coverNow(memory, [account], now) : null
  return E.right(cover === null ? [changed.right] : [changed.right, cover])
}
