import type { LiveEvent } from '@stageroute/contracts'
import { applyEvent, type Ledger } from '@stageroute/ledger'

/** Books what an event of the past means for a ledger in which nothing is under way. */
export const bookPast = (ledger: Ledger, event: LiveEvent): void => {
  switch (event._tag) {
    case 'opened':
    case 'renewed':
      return applyEvent(ledger, event)
    case 'lost':
      return bookCost(ledger, [event.account], event.amount)
    case 'refused':
      return applyEvent(ledger, { _tag: 'arrived', accounts: event.accounts })
    case 'answered':
      applyEvent(ledger, { _tag: 'arrived', accounts: event.accounts })
      return bookCost(ledger, event.accounts, event.cost)
    case 'arrived':
    case 'covered':
    case 'judged':
    case 'deployed':
  }
}

const bookCost = (ledger: Ledger, accounts: ReadonlyArray<string>, amount: number): void => {
  const ticket = ledger.nextTicket
  applyEvent(ledger, { _tag: 'reserved', ticket, accounts, amount })
  applyEvent(ledger, { _tag: 'settled', ticket, cost: amount })
}
