import * as E from 'fp-ts/Either'
import { reserve, type Refusal } from '@stageroute/ledger'
import {
  gate,
  routeAgain,
  routeWithin,
  toRoutingDecision,
  type Payers,
  type RoutedQuery
} from '@stageroute/router'
import { bitsOf } from './bits'
import type { Engine } from './engine'
import { homeOf } from './homes'
import type { Admitted, LiveQuery, OpenAttempt, Turned } from './live-query'
import { coverNow } from './marks'
import { categoryOf } from './memory'
import { setBoundsNow } from './set-bounds'
import { reasonOf, turnAway } from './turn-away'
import { countUnkept } from './unkept'

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
  if (attempt === null) return E.left(turnAway(engine, query))
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
