import type { RoutingDecision } from '@stageroute/contracts'
import { coverOf } from '@stageroute/ledger'
import { decide, toRoutingDecision } from '@stageroute/router'
import { prepare } from './admit'
import type { LiveQuery } from './live-query'
import type { Engine } from './engine'
import { setBoundsNow } from './set-bounds'

/**
 * Returns the decision that would be made for a query right now, with the probability of every model. Nothing is set aside, counted or sent.
 *
 * Cost: one decision.
 *
 * @category query
 * @since 0.1.0
 */
export const preview = (engine: Engine, query: LiveQuery): RoutingDecision => {
  const { router, request, memory, deployed } = engine
  prepare(engine, query)
  setBoundsNow(engine, query.now)
  const cover = coverOf(memory.ledger, query.accounts, query.now)
  for (const arm of deployed) request.cover[arm] = cover
  decide(router, request)
  return toRoutingDecision(router.record, memory.ids)
}
