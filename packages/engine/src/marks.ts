import type { LiveEvent } from '@stageroute/contracts'
import { availableIn } from '@stageroute/ledger'
import type { Memory } from './memory'

/** How many times as much as is needed right now is announced, so that few queries wait for it to be kept. */
const AHEAD = 8

/**
 * Returns what must be kept before anything is sent, null where that is so already: of every account that more may have been spent from than its
 * mark says, a higher mark. Whatever the end of a process leaves no record of is below it.
 */
export const coverNow = (
  memory: Memory,
  accounts: ReadonlyArray<string>,
  now: number
): LiveEvent | null => {
  const { ledger, marks } = memory
  const above = accounts.filter((name) => committedIn(memory, name) > (marks.get(name) ?? 0))
  if (above.length === 0) return null
  const raised = above.map((account) => {
    const committed = committedIn(memory, account)
    const needed = Math.max(1, committed - (marks.get(account) ?? 0))
    const free = Math.max(0, availableIn(ledger, account, now))
    return { account, upTo: committed + Math.min(Math.floor(free), AHEAD * needed) }
  })
  raised.forEach(({ account, upTo }) => marks.set(account, upTo))
  return { _tag: 'covered', marks: raised }
}

const committedIn = ({ ledger }: Memory, name: string): number => {
  const account = ledger.accounts.get(name)
  return account === undefined ? 0 : account.spent + account.reserved
}

/**
 * Returns what queries may have spent of which the end of a process left no record: as much as their accounts' marks are above what is known to be
 * spent.
 *
 * @category memory
 * @since 0.1.0
 */
export const findLost = (memory: Memory): ReadonlyArray<LiveEvent> =>
  Array.from(memory.marks, ([account, upTo]) => ({
    account,
    amount: upTo - (memory.ledger.accounts.get(account)?.spent ?? upTo)
  }))
    .filter(({ amount }) => amount > 0)
    .map(({ account, amount }) => ({ _tag: 'lost' as const, account, amount }))

/**
 * Returns what is to be kept when nothing is under way any more: marks at what was spent, so that nothing is taken for lost.
 *
 * @category memory
 * @since 0.1.0
 */
export const lowerMarks = (memory: Memory): LiveEvent => ({
  _tag: 'covered',
  marks: Array.from(memory.marks.keys(), (account) => ({
    account,
    upTo: committedIn(memory, account)
  }))
})
