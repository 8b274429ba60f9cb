import * as E from 'fp-ts/Either'
import {
  arriveQuery,
  coverOf,
  isAmount,
  reserve,
  type EventOf,
  type Ledger,
  type LedgerEvent,
  type Refusal
} from '@stageroute/ledger'
import { commit, decide } from './decide'
import type { RouteRequest } from './request'
import type { Router } from './router'

/**
 * Who pays for a query: accounts that pay whichever arm answers, and for each arm, by index, one more that pays for it alone. The former count every
 * query that arrives, an arm's own account those that are sent to it.
 *
 * @category money
 * @since 0.1.0
 */
export interface Payers {
  readonly accounts: ReadonlyArray<string>
  readonly ofArm: ReadonlyArray<string | undefined>
}

/**
 * Where a query goes and what was set aside for it: `ticket` is -1, and `arm` too, when it goes nowhere, for the reason that the router's
 * record names. `events` are those of the ledger, to be kept before the query is sent.
 *
 * @category money
 * @since 0.1.0
 */
export interface RoutedQuery {
  readonly arm: number
  readonly ticket: number
  readonly events: ReadonlyArray<LedgerEvent>
}

/**
 * Routes a query within a budget: arms whose most possible cost is not covered by everyone who would pay are closed, the decision is made among
 * the others, its most possible cost is set aside, and the decision is committed. An uncovered query so goes to a cheaper arm first; the outcome
 * is `budgetExhausted` only when no arm that can answer is covered.
 *
 * An arm is also closed when its own account is not open, or its charge no amount. A query counts for the shared accounts when it arrives, for an arm's
 * own when it is sent there.
 *
 * Requires: `request.charge` in whole micro-USD. `request.cover` is written here.
 * Errors: the ledger's refusal of shared accounts that are not open; then nothing was decided.
 * Cost: one decision and O(accounts + deployed); allocates the ledger's events.
 *
 * @category money
 * @since 0.1.0
 */
export const routeWithin = (
  router: Router,
  request: RouteRequest,
  ledger: Ledger,
  payers: Payers
): E.Either<Refusal, RoutedQuery> => {
  const arrived = arriveQuery(ledger, payers.accounts)
  return E.isLeft(arrived)
    ? arrived
    : routeArrived(router, request, ledger, payers, [arrived.right])
}

/**
 * Routes a query that has been counted already, as {@link routeWithin} does: one that an arm has failed to answer goes to another, which `request.barred`
 * has to see to. What was set aside for the attempts before stays so.
 *
 * Requires: shared accounts that are open.
 * Errors: none that the requirement does not exclude.
 * Cost: as {@link routeWithin}.
 *
 * @category money
 * @since 0.1.0
 */
export const routeAgain = (
  router: Router,
  request: RouteRequest,
  ledger: Ledger,
  payers: Payers
): E.Either<Refusal, RoutedQuery> => routeArrived(router, request, ledger, payers, [])

const routeArrived = (
  router: Router,
  request: RouteRequest,
  ledger: Ledger,
  payers: Payers,
  events: Array<LedgerEvent>
): E.Either<Refusal, RoutedQuery> => {
  coverArms(router, request, ledger, payers)
  const arm = decide(router, request)
  if (arm < 0) {
    commit(router, request)
    return E.right({ arm, ticket: -1, events })
  }
  const reserved = setAside(ledger, payers, arm, request, events)
  if (E.isLeft(reserved)) return reserved
  commit(router, request)
  return E.right({ arm, ticket: reserved.right.ticket, events })
}

/** Sets the most that an arm can cost aside for it, in its own account too, and adds the events. */
const setAside = (
  ledger: Ledger,
  { accounts, ofArm }: Payers,
  arm: number,
  { charge, now }: RouteRequest,
  events: Array<LedgerEvent>
): E.Either<Refusal, EventOf<'reserved'>> => {
  const own = ofArm[arm]
  const isShared = own === undefined || accounts.includes(own)
  if (!isShared) {
    const sent = arriveQuery(ledger, [own])
    if (E.isLeft(sent)) return sent
    events.push(sent.right)
  }
  const paying = isShared ? accounts : [...accounts, own]
  const reserved = reserve(ledger, { accounts: paying, amount: charge[arm], now })
  if (E.isRight(reserved)) events.push(reserved.right)
  return reserved
}

/** Closes what is not to be paid for: no amount is as little as this. */
const nothing = -1

const coverArms = (
  { state }: Router,
  { cover, charge, now }: RouteRequest,
  ledger: Ledger,
  { accounts, ofArm }: Payers
): void => {
  const shared = coverOf(ledger, accounts, now)
  for (let i = 0; i < state.program.size; i++) {
    const arm = state.arms[i]
    const own = ofArm[arm]
    if (!isAmount(charge[arm])) cover[arm] = nothing
    else if (own === undefined) cover[arm] = shared
    else if (!ledger.accounts.has(own)) cover[arm] = nothing
    else cover[arm] = Math.min(shared, coverOf(ledger, [own], now))
  }
}
