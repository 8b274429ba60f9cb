import * as E from 'fp-ts/Either'
import type { LiveEvent, RoutingDecision } from '@stageroute/contracts'
import {
  nextTrialAt,
  outcome,
  readyAt,
  routeAgain,
  routeWithin,
  toRoutingDecision
} from '@stageroute/router'
import { reserve, type MicroUsd, type Refusal } from '@stageroute/ledger'
import { gate, type Payers, type RoutedQuery } from '@stageroute/router'
import { bitsOf } from './bits'
import type { Engine } from './engine'
import { homeOf } from './homes'
import { learn } from './learn'
import { coverNow } from './marks'
import { categoryOf } from './memory'
import { setBoundsNow } from './set-bounds'

/**
 * What an engine has to know of a query.
 *
 * Unit: `tokens` those of prompt and longest answer together, `now` in milliseconds since 1970.
 *
 * @category query
 * @since 0.1.0
 */
export interface LiveQuery {
  /** Accounts that pay, all of them open; the common one is among them. */
  readonly accounts: ReadonlyArray<string>
  readonly category: string | null
  /** Capabilities that it needs. */
  readonly needs: ReadonlyArray<string>
  /** Regions that may answer; none for any. */
  readonly regions: ReadonlyArray<string>
  readonly tokens: number
  /** The only model that may answer, or null. */
  readonly only: string | null
  /** What holds it together with the queries before it, or null. */
  readonly conversation: string | null
  /** The most that it can cost with a model. */
  readonly chargeOf: (model: string) => MicroUsd
  readonly now: number
}

/**
 * A query that an engine has sent on its way: it is to be closed by `finish`, whatever becomes of it.
 *
 * @category query
 * @since 0.1.0
 */
export interface Admitted {
  /** Its number. */
  readonly decision: number
  readonly query: LiveQuery
  /** Whom it was sent to, one after the other; the last one is asked now. */
  readonly attempts: Array<OpenAttempt>
  /** To be kept before it is sent; null where that has been seen to. */
  readonly toKeep: LiveEvent | null
}

/**
 * A model that is asked, and what is set aside for it.
 *
 * @category query
 * @since 0.1.0
 */
export interface OpenAttempt {
  readonly model: string
  readonly arm: number
  readonly ticket: number
  readonly charge: MicroUsd
  readonly epoch: number
  /** The decision as a document; null for a model that is not routed to. */
  readonly routing: RoutingDecision | null
}

/**
 * Why a query goes nowhere: a reason of the router, and when one of the models that it waits for may be asked again; null where waiting is of no use.
 *
 * @category query
 * @since 0.1.0
 */
export interface Turned {
  readonly reason: RoutingDecision['outcome']
  readonly retryAt: number | null
  /** To be kept. */
  readonly event: LiveEvent
}

/**
 * Takes a query in: decides who answers it, and sets aside the most that it can cost.
 *
 * Errors: `Turned` where nobody may answer it.
 * Cost: one decision; allocates its record.
 *
 * @category query
 * @since 0.1.0
 */
export const admit = (engine: Engine, query: LiveQuery): E.Either<Turned, Admitted> => {
  prepare(engine, query)
  setBoundsNow(engine, query.now)
  const routed = routeWithin(engine.router, engine.request, engine.memory.ledger, payersOf(query))
  countUnkept(engine, query.accounts, 1)
  const attempt = openAttempt(engine, routed)
  if (attempt === null) return E.left(turn(engine, query))
  return E.right({
    decision: engine.nextDecision++,
    query,
    attempts: [attempt],
    toKeep: coverNow(engine.memory, query.accounts, query.now)
  })
}

/**
 * Sends a query whose last attempt failed to another model, by the same rule among those that were not tried. What was set aside for the attempts
 * before stays so until it is finished: nobody knows yet whether they cost something. With `mayRepeat` those that were tried may be asked again.
 *
 * Errors: `Turned` where nobody is left; the query is still to be finished.
 *
 * @category query
 * @since 0.1.0
 */
export const admitAgain = (
  engine: Engine,
  admitted: Admitted,
  now: number,
  { mayRepeat }: { readonly mayRepeat: boolean } = { mayRepeat: false }
): E.Either<Turned['reason'], Admitted> => {
  const query = { ...admitted.query, now }
  if (admitted.attempts[0]?.routing === null) return sendAgain(engine, admitted, mayRepeat, now)
  prepare(engine, query)
  for (const { arm } of admitted.attempts)
    if (!mayRepeat) engine.request.barred[arm] = (engine.request.barred[arm] as number) | gate.tried
  setBoundsNow(engine, now)
  const routed = routeAgain(engine.router, engine.request, engine.memory.ledger, payersOf(query))
  const attempt = openAttempt(engine, routed)
  if (attempt === null) return E.left(reasonOf(engine))
  admitted.attempts.push(attempt)
  return E.right({ ...admitted, toKeep: coverNow(engine.memory, query.accounts, query.now) })
}

/** A model that nobody routes to is asked again, or nobody is. */
const sendAgain = (
  { memory }: Engine,
  admitted: Admitted,
  mayRepeat: boolean,
  now: number
): E.Either<Turned['reason'], Admitted> => {
  const [first] = admitted.attempts
  const { accounts } = admitted.query
  if (first === undefined || !mayRepeat) return E.left('unhealthy')
  const reserved = reserve(memory.ledger, { accounts, amount: first.charge, now })
  if (E.isLeft(reserved)) return E.left('budgetExhausted')
  admitted.attempts.push({ ...first, ticket: reserved.right.ticket })
  return E.right({ ...admitted, toKeep: coverNow(memory, accounts, now) })
}

const payersOf = ({ accounts }: LiveQuery): Payers => ({ accounts, ofArm: [] })

/** Fills the router's request in. */
export const prepare = (engine: Engine, query: LiveQuery): void => {
  const { request, memory, deployed, cards, underWay, homes } = engine
  request.needs = bitsOf(engine.capabilityBits, query.needs)
  request.regions = query.regions.length === 0 ? -1 : bitsOf(engine.regionBits, query.regions)
  request.tokens = query.tokens
  request.only = query.only === null ? -1 : (memory.armOf.get(query.only) ?? NOBODY)
  request.home = homeOf(homes, query.conversation)
  request.homeWorth = memory.settings.homeWorth
  request.context = memory.categories.length > 1 ? categoryOf(memory, query.category) : -1
  request.now = query.now
  for (const arm of deployed) {
    const card = cards[arm]
    request.charge[arm] = card === undefined ? Number.NaN : query.chargeOf(card.id)
    const isBusy = (underWay[arm] as number) >= (card?.concurrency ?? Infinity)
    request.barred[arm] = isBusy ? gate.busy : 0
  }
}

/** An arm that does not exist. */
const NOBODY = Number.MAX_SAFE_INTEGER

const openAttempt = (
  engine: Engine,
  routed: E.Either<Refusal, RoutedQuery>
): OpenAttempt | null => {
  if (E.isLeft(routed) || routed.right.arm < 0) return null
  const { router, memory, underWay, request } = engine
  const { arm, ticket } = routed.right
  underWay[arm] = (underWay[arm] as number) + 1
  noteDearest(engine)
  return {
    model: memory.ids[arm] as string,
    arm,
    ticket,
    charge: request.charge[arm] as number,
    epoch: router.record.epoch,
    routing: toRoutingDecision(router.record, memory.ids)
  }
}

/** Of the models that the last query could go to. */
const noteDearest = (engine: Engine): void => {
  const { record } = engine.router
  let dearest = 0
  for (let i = 0; i < record.size; i++)
    if ((record.probability[i] as number) > 0)
      dearest = Math.max(dearest, engine.memory.indices.most[record.arms[i] as number] as number)
  engine.dearest = dearest
}

const outcomeNames = Object.fromEntries(
  Object.entries(outcome).map(([name, value]) => [value, name])
) as Readonly<Record<number, Turned['reason']>>

const reasonOf = ({ router }: Engine): Turned['reason'] =>
  outcomeNames[router.record.outcome] as Turned['reason']

const turn = (engine: Engine, query: LiveQuery): Turned => {
  const reason = reasonOf(engine)
  const { accounts, category } = query
  const event: LiveEvent = { _tag: 'refused', accounts, category, reason }
  countUnkept(engine, accounts, -1)
  learn(engine.memory, event, query.now)
  return { reason, retryAt: retryAt(engine, query), event }
}

/** The first time at which a breaker or a rate that closed an arm lets somebody through. */
const retryAt = ({ router, memory }: Engine, { tokens, now }: LiveQuery): number | null => {
  const { record, health, buckets } = router
  let soonest = Infinity
  for (let i = 0; i < record.size; i++) {
    const arm = record.arms[i] as number
    const gates = record.gates[i] as number
    if ((gates & ~(gate.health | gate.rate | gate.busy)) !== 0) continue
    const healthy = (gates & gate.health) === 0 ? now : nextTrialAt(health, arm)
    soonest = Math.min(soonest, Math.max(healthy, readyAt(buckets, arm, tokens, now)))
  }
  return soonest < Infinity && memory.ids.length > 0 ? soonest : null
}

/** Counts queries that are counted in accounts, and of which nothing is kept yet. */
export const countUnkept = (
  { unkept }: Engine,
  accounts: ReadonlyArray<string>,
  by: number
): void => {
  for (const account of accounts) unkept.set(account, (unkept.get(account) ?? 0) + by)
}
