import * as E from 'fp-ts/Either'
import { arriveQuery, reserve, type MicroUsd } from '@stageroute/ledger'
import type { Admitted, LiveQuery, Turned } from './live-query'
import { countUnkept } from './unkept'
import type { Engine } from './engine'
import { learn } from './learn'
import { coverNow } from './marks'

/**
 * Takes a query in for a model that nobody routes to, such as one of embeddings: only the money is seen to.
 *
 * Errors: `Turned` where it is not covered.
 *
 * @category query
 * @since 0.1.0
 */
export const admitDirect = (
  engine: Engine,
  { model, charge, ...given }: DirectQuery
): E.Either<Turned, Admitted> => {
  const { memory } = engine
  const query: LiveQuery = { ...unrouted, ...given, only: model, chargeOf: () => charge }
  const { accounts, now } = query
  arriveQuery(memory.ledger, accounts)
  const reserved = reserve(memory.ledger, { accounts, amount: charge, now })
  if (E.isLeft(reserved)) {
    const reason = 'budgetExhausted'
    const event = { _tag: 'refused', accounts, category: null, reason } as const
    learn(memory, event, now)
    return E.left({ reason, retryAt: null, event })
  }
  countUnkept(engine, accounts, 1)
  const { ticket } = reserved.right
  return E.right({
    decision: engine.nextDecision++,
    query,
    attempts: [{ model, arm: -1, ticket, charge, epoch: -1, routing: null }],
    toKeep: coverNow(memory, accounts, now)
  })
}

/**
 * What is to be known of a query for a model that nobody routes to.
 *
 * @category query
 * @since 0.1.0
 */
export interface DirectQuery extends Pick<LiveQuery, 'accounts' | 'now'> {
  readonly model: string
  readonly charge: MicroUsd
}

const unrouted = { category: null, needs: [], regions: [], tokens: 0, conversation: null }
