import * as t from 'io-ts'
import { closed } from './closed'
import { RoutingDecision } from './decision'
import { DeploymentPlan } from './deployment'
import { AllowanceState } from './ledger-state'
import { Capacity, CostUsd, Count, Finite, Index, Reward } from './quantity'
import { tagged } from './tagged'

const orNull = <A>(codec: t.Type<A>): t.Type<A | null> =>
  t.union([codec, t.null], `${codec.name} or null`)

const record = <P extends t.Props>(name: string, fields: P): t.Type<Readonly<t.TypeOfProps<P>>> =>
  closed(t.type(fields, name), Object.keys(fields))

const Names = t.readonlyArray(t.string, 'a list of names')

const Mark = record('a mark', { account: t.string, upTo: Index })

const UsedTokens = record('token counts', {
  input: Index,
  cached: Index,
  output: Index,
  reasoning: Index
})

const Attempt = record('an attempt', { arm: t.string, outcome: t.string, cost: Index })

const eventFields = {
  arrived: { arm: t.string, capacity: Capacity, largestCost: CostUsd, usualCost: CostUsd },
  opened: { account: t.string, allowance: AllowanceState },
  renewed: { account: t.string, allowance: AllowanceState },
  covered: { marks: t.readonlyArray(Mark, 'a list of marks') },
  lost: { account: t.string, amount: Index },
  refused: { accounts: Names, category: orNull(t.string), reason: t.string },
  answered: {
    decision: Index,
    request: t.string,
    key: t.string,
    kind: t.string,
    arm: t.string,
    category: orNull(t.string),
    accounts: Names,
    cost: Index,
    isCostKnown: t.boolean,
    usage: orNull(UsedTokens),
    isComplete: t.boolean,
    routing: orNull(RoutingDecision),
    attempts: t.readonlyArray(Attempt, 'a list of attempts'),
    beganMs: orNull(Finite),
    endedMs: Finite
  },
  judged: { decision: Index, reward: Reward, source: t.string, proof: Finite },
  deployed: { plan: DeploymentPlan, at: Finite, restores: orNull(Count) }
}

/**
 * What happened on live traffic, as it is kept: whoever applies all of it in order knows what is known.
 *
 * - `arrived`: a model is there for the first time, or has other prices or another capacity; `largestCost` in USD is the most a usual query costs with it,
 *   `usualCost` what it costs where the answer is of a usual length too: what is known of its costs changes in proportion.
 * - `opened`, `renewed`: an account has another allowance, or a new period.
 * - `covered`: no more than `upTo` micro-USD will have been spent from an account before the next such event.
 * - `lost`: spent, as far as anybody knows, by queries of which the end of the process left no record.
 * - `refused`: a query that went nowhere.
 * - `answered`: a query that was sent. `request` is its `x-request-id`, under which the upstreams were asked too. `cost` in micro-USD; it is that of the reported tokens where `isCostKnown`, otherwise the most it can have been.
 *   `routing` is the decision of the last attempt, null for a model that is not routed to. `isComplete`: the client was given a whole answer.
 * - `judged`: what an answer was worth. `proof` stands for the request that said so.
 * - `deployed`: a plan is applied; `restores` is the number of the plan it goes back to.
 *
 * @category document
 * @since 0.1.0
 */
export const LiveEvent = tagged('an event', eventFields)

/**
 * What the codec `LiveEvent` accepts.
 *
 * @category document
 * @since 0.1.0
 */
export type LiveEvent = t.TypeOf<typeof LiveEvent>
