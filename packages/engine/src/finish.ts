import type { LiveEvent } from '@stageroute/contracts'
import { settle, writeOff, release, type MicroUsd } from '@stageroute/ledger'
import { abandonTrial, reportFailure, reportSuccess } from '@stageroute/router'
import type { Admitted, OpenAttempt } from './live-query'
import { countUnkept } from './unkept'
import type { Engine } from './engine'
import { moveHome } from './homes'
import { learn } from './learn'

type Answered = Extract<LiveEvent, { readonly _tag: 'answered' }>

/**
 * What became of an attempt, as its breaker takes it: `abandoned` says nothing of the model.
 *
 * @category query
 * @since 0.1.0
 */
export type Verdict =
  | { readonly _tag: 'answered' }
  | { readonly _tag: 'failed'; readonly retryAfterMs: number | null }
  | { readonly _tag: 'abandoned' }

/**
 * Tells the breaker of the model that was asked last what became of it; the place that it took is free again.
 *
 * @category query
 * @since 0.1.0
 */
export const endAttempt = (
  { router, underWay }: Engine,
  { attempts }: Admitted,
  verdict: Verdict,
  now: number
): void => {
  const last = attempts.at(-1)
  if (last === undefined || last.arm < 0) return
  underWay[last.arm] = Math.max(0, (underWay[last.arm] as number) - 1)
  const { health } = router
  if (verdict._tag === 'answered') reportSuccess(health, last.arm, last.epoch)
  else if (verdict._tag === 'abandoned') abandonTrial(health, last.arm, last.epoch, now)
  else reportFailure(health, last.arm, last.epoch, now, verdict.retryAfterMs ?? Number.NaN)
}

/**
 * What an attempt cost: a number of micro-USD, or `most` where nobody told, which is all that was set aside for it.
 *
 * @category query
 * @since 0.1.0
 */
export type AttemptCost = MicroUsd | 'most'

/**
 * How a query ended. `ends` is by attempt.
 *
 * @category query
 * @since 0.1.0
 */
export interface QueryEnd {
  /** Its `x-request-id`, under which the upstreams were asked too. */
  readonly request: string
  readonly caller: string
  readonly kind: string
  readonly ends: ReadonlyArray<{ readonly outcome: string; readonly cost: AttemptCost }>
  readonly usage: Answered['usage']
  readonly isComplete: boolean
  readonly beganMs: number | null
  readonly endedMs: number
  readonly now: number
}

/**
 * Closes a query: books what its attempts cost, learns from the last one, and returns what is to be kept before the client is told that the answer is
 * complete.
 *
 * Requires: an end for every attempt, after `endAttempt` for each.
 *
 * @category query
 * @since 0.1.0
 */
export const finish = (
  engine: Engine,
  { decision, query, attempts }: Admitted,
  end: QueryEnd
): Answered => {
  const last = attempts.at(-1) as OpenAttempt
  const costs = attempts.map((attempt, i) => book(engine, attempt, end.ends[i]?.cost ?? 'most'))
  const event: Answered = {
    _tag: 'answered',
    decision,
    request: end.request,
    key: end.caller,
    kind: end.kind,
    arm: last.model,
    category: query.category,
    accounts: query.accounts,
    cost: costs.reduce((sum, cost) => sum + cost, 0),
    isCostKnown: end.ends.every(({ cost }) => cost !== 'most'),
    usage: end.usage,
    isComplete: end.isComplete,
    routing: last.routing,
    attempts: attempts.map(({ model }, i) => ({
      arm: model,
      outcome: end.ends[i]?.outcome ?? 'unknown',
      cost: costs[i] as number
    })),
    beganMs: end.beganMs,
    endedMs: end.endedMs
  }
  countUnkept(engine, query.accounts, -1)
  learn(engine.memory, event, end.now)
  if (end.isComplete && last.arm >= 0) moveHome(engine.homes, query.conversation, last.arm)
  return event
}

const book = ({ memory }: Engine, { ticket, charge }: OpenAttempt, cost: AttemptCost): MicroUsd => {
  if (cost === 'most') {
    writeOff(memory.ledger, ticket)
    return charge
  }
  if (cost === 0) release(memory.ledger, ticket)
  else settle(memory.ledger, ticket, cost)
  return cost
}
