import * as t from 'io-ts'
import { closed } from './closed'
import { CostUsd, Finite, Index, NonNegative } from './quantity'

const gateNames = {
  choice: null,
  capability: null,
  contextLength: null,
  region: null,
  draining: null,
  health: null,
  rate: null,
  budget: null,
  busy: null,
  tried: null
}

const basisNames = { program: null, context: null, prices: null, home: null, lastGood: null }

const outcomeNames = {
  routed: null,
  nothingDeployed: null,
  notCapable: null,
  unhealthy: null,
  rateLimited: null,
  budgetExhausted: null,
  overCapacity: null
}

const statusNames = { optimal: null, budgetInfeasible: null, capacityInfeasible: null }

const armFields = {
  id: t.string,
  gates: t.readonlyArray(t.keyof(gateNames), 'a list of gates'),
  reward: Finite,
  cost: CostUsd,
  capacity: NonNegative,
  floor: NonNegative,
  probability: NonNegative,
  charge: t.union([NonNegative, t.null], 'an amount or null'),
  cover: t.union([NonNegative, t.null], 'an amount or null')
}

const decisionFields = {
  version: t.literal(1),
  query: Index,
  stage: Index,
  context: t.union([Index, t.null], 'a context or null'),
  arms: t.readonlyArray(closed(t.type(armFields, 'DecisionArm'), Object.keys(armFields))),
  basis: t.keyof(basisNames, 'a basis'),
  status: t.keyof(statusNames, 'a status'),
  budget: CostUsd,
  budgetPrice: t.union([NonNegative, t.null], 'a price or null'),
  isRelaxed: t.boolean,
  seedPosition: Index,
  draw: NonNegative,
  arm: t.union([t.string, t.null], 'an id or null'),
  outcome: t.keyof(outcomeNames, 'an outcome')
}

/**
 * One routing decision as a document: everything needed to compute it again, and to say later what another policy would have earned.
 *
 * - `arms`: every deployed one, with the gates that were closed to this query (none: it was open), the indices that counted, the least and greatest
 *   share it could have, the exact probability it was drawn with, and the most the query could cost with it and that could be set aside, null for
 *   what is no amount, such as no limit.
 * - `basis`: what the probabilities were taken from; `status` that of the programme, where one was solved.
 * - `budgetPrice`: null where no price is defined.
 * - `isRelaxed`: capacities were raised in proportion, because those of the open arms summed below one.
 * - `seedPosition`, `draw`: the one random number, and where in its stream.
 * - `arm`: null when the query goes nowhere, for the reason that `outcome` names.
 *
 * Unit: `reward` in [0, 1], `cost` and `budget` in USD per query, `charge` and `cover` in micro-USD.
 *
 * @category decision
 * @since 0.1.0
 */
export const RoutingDecision = closed(
  t.type(decisionFields, 'RoutingDecision'),
  Object.keys(decisionFields)
)

/**
 * What the codec `RoutingDecision` accepts.
 *
 * @category decision
 * @since 0.1.0
 */
export type RoutingDecision = t.TypeOf<typeof RoutingDecision>
