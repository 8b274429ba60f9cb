import * as E from 'fp-ts/Either'
import {
  arriveQuery,
  availableIn,
  chargeOf,
  makeLedger,
  makeRoundingCarry,
  openAccount,
  reserve,
  settle,
  toMicroUsd,
  writeOff,
  type Ledger,
  type RoundingCarry
} from '@stageroute/ledger'
import { invariant } from '@stageroute/numeric'
import type { PolicySettings } from './policy'

/** The one account of a policy's ledger. */
export const purseAccount = 'all'

const accounts = [purseAccount]

/**
 * A policy's own ledger: a float at once, the budget with every query.
 *
 * Shape: `most` is indexed by arm.
 * Unit: `most` in micro-USD, `spent` in USD.
 */
export interface Purse {
  ledger: Ledger
  readonly carry: RoundingCarry
  /** The most that a query can cost with each arm. */
  readonly most: Float64Array
  /** The reservation of the query under way, or -1. */
  ticket: number
  /** What was paid, before rounding. */
  spent: number
  /** Queries so far. */
  done: number
}

export const openPurse = ({ budget, openingFloat, maxArms }: PolicySettings): Purse => {
  const ledger = makeLedger()
  const opened = openAccount(ledger, purseAccount, {
    _tag: 'perQuery',
    rate: budget * 1e6,
    float: Math.floor(openingFloat * 1e6)
  })
  invariant(E.isRight(opened), 'a checked budget and float are an allowance')
  const most = new Float64Array(maxArms)
  return { ledger, carry: makeRoundingCarry(), most, ticket: -1, spent: 0, done: 0 }
}

/** Notes the most that a query can cost with the arm that arrived last. */
export const setMost = ({ most }: Purse, arm: number, largestCost: number): void => {
  most[arm] = toMicroUsd(largestCost)
}

/** Books what the query under way cost. */
export const pay = (purse: Purse, cost: number): void => {
  settle(purse.ledger, purse.ticket, chargeOf(purse.carry, cost))
  purse.ticket = -1
  purse.spent += cost
}

/** Books the query under way in full where nobody has told what it cost. */
export const payInFull = (purse: Purse): void => {
  const reserved = purse.ledger.reservations.get(purse.ticket)
  if (reserved === undefined) return
  writeOff(purse.ledger, purse.ticket)
  purse.ticket = -1
  purse.spent += reserved.amount / 1e6
}

/** Counts a query, for which its budget is there from now on; the one before it is booked in full where nobody has told what it cost. */
export const payForQuery = (purse: Purse): void => {
  payInFull(purse)
  arriveQuery(purse.ledger, accounts)
  purse.done++
}

/**
 * Sets the most that the query under way can cost aside.
 *
 * Requires: that it is covered.
 */
export const setAside = (purse: Purse, arm: number): void => {
  const amount = purse.most[arm] as number
  const reserved = reserve(purse.ledger, { accounts, amount, now: 0 })
  invariant(E.isRight(reserved), 'only what is covered is sent')
  purse.ticket = reserved.right.ticket
}

/** Whether the purse covers the most that a query can cost with an arm. */
export const isCovered = (purse: Purse, arm: number): boolean =>
  (purse.most[arm] as number) <= 1e6 * balance(purse)

/** What may be set aside for a single query, USD. */
export const balance = ({ ledger }: Purse): number => availableIn(ledger, purseAccount, 0) / 1e6
