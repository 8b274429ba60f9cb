import * as E from 'fp-ts/Either'
import type { LiveEvent } from '@stageroute/contracts'
import {
  applyEvent,
  openAccount,
  renewAccount,
  type Ledger,
  type Refusal
} from '@stageroute/ledger'

/** Books what an event of the past means for a ledger in which nothing is under way. Returns why it cannot have happened, null where it can. */
export const bookPast = (ledger: Ledger, event: LiveEvent): string | null => {
  switch (event._tag) {
    case 'opened':
      return problemOf(openAccount(ledger, event.account, event.allowance))
    case 'renewed':
      return problemOf(renewAccount(ledger, event.account, event.allowance))
    case 'lost':
      return bookCost(ledger, [event.account], event.amount)
    case 'refused':
      return bookArrival(ledger, event.accounts)
    case 'answered':
      bookArrival(ledger, event.accounts)
      return bookCost(ledger, event.accounts, event.cost)
    case 'arrived':
    case 'covered':
    case 'judged':
    case 'deployed':
      return null
  }
}

const problemOf = (changed: E.Either<Refusal, unknown>): string | null => {
  if (E.isRight(changed)) return null
  return changed.left._tag === 'impossible' ? changed.left.problem : changed.left._tag
}

const bookArrival = (ledger: Ledger, accounts: ReadonlyArray<string>): null => {
  applyEvent(ledger, { _tag: 'arrived', accounts })
  return null
}

const bookCost = (ledger: Ledger, accounts: ReadonlyArray<string>, amount: number): null => {
  const ticket = ledger.nextTicket
  applyEvent(ledger, { _tag: 'reserved', ticket, accounts, amount })
  applyEvent(ledger, { _tag: 'settled', ticket, cost: amount })
  return null
}
