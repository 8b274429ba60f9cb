import type { Allowance } from './allowance'
import type { MicroUsd } from './micro-usd'

/**
 * Everything that can happen to a ledger. A ledger is what its events make of it, in their order; whoever keeps them can restore it.
 *
 * - `opened`: an account came to be, or got another allowance; what it has spent stays.
 * - `renewed`: an account began to count anew under an allowance; what is reserved counts in the new period.
 * - `arrived`: a query came in for accounts, which may spend that much more.
 * - `reserved`: `amount` is set aside in all `accounts` for the ticket.
 * - `settled`: the ticket cost `cost`; the rest of its reservation is free again.
 * - `released`: the ticket cost nothing.
 * - `expired`: nobody has told what the ticket cost; its whole reservation counts as spent until somebody does.
 * - `writtenOff`: nobody will; the ticket is closed at its whole reservation.
 *
 * @category event
 * @since 0.1.0
 */
export type LedgerEvent =
  | { readonly _tag: 'opened'; readonly account: string; readonly allowance: Allowance }
  | { readonly _tag: 'renewed'; readonly account: string; readonly allowance: Allowance }
  | { readonly _tag: 'arrived'; readonly accounts: ReadonlyArray<string> }
  | {
      readonly _tag: 'reserved'
      readonly ticket: number
      readonly accounts: ReadonlyArray<string>
      readonly amount: MicroUsd
    }
  | { readonly _tag: 'settled'; readonly ticket: number; readonly cost: MicroUsd }
  | { readonly _tag: 'released'; readonly ticket: number }
  | { readonly _tag: 'expired'; readonly ticket: number }
  | { readonly _tag: 'writtenOff'; readonly ticket: number }

/**
 * Why a ledger did not do what it was asked. Nothing was changed but the count of such cases.
 *
 * - `uncovered`: an account has less left than is asked for.
 * - `unknownAccount`: there is no such account.
 * - `unknownTicket`: no such ticket was ever given out.
 * - `closedTicket`: the ticket was settled, released or written off before: told twice, or too late.
 * - `impossible`: an amount that is none, or no account at all.
 *
 * @category event
 * @since 0.1.0
 */
export type Refusal =
  | {
      readonly _tag: 'uncovered'
      readonly account: string
      readonly asked: MicroUsd
      readonly available: MicroUsd
    }
  | { readonly _tag: 'unknownAccount'; readonly account: string }
  | { readonly _tag: 'unknownTicket'; readonly ticket: number }
  | { readonly _tag: 'closedTicket'; readonly ticket: number }
  | { readonly _tag: 'impossible'; readonly problem: string }
