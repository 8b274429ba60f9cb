import type { RoutingDecision } from '@stageroute/contracts'
import { budgetedSimplexStatus } from '@stageroute/optimizer'
import { basis, outcome, type DecisionRecord } from './decision-record'
import { gate } from './gates'

/** The names of numbers, by number. */
const namesOf = <K extends string>(numbers: Readonly<Record<K, number>>): ReadonlyArray<K> => {
  const names: Array<K> = []
  for (const name in numbers) names[numbers[name]] = name
  return names
}

const basisNames = namesOf(basis)
const statusNames = namesOf(budgetedSimplexStatus)
const outcomeNames = namesOf(outcome)
const everyGate = Object.keys(gate) as ReadonlyArray<keyof typeof gate>

const amountOrNull = (amount: number): number | null =>
  amount >= 0 && amount < Infinity ? amount : null

const none: ReadonlyArray<keyof typeof gate> = []

const gateNames = (bits: number): ReadonlyArray<keyof typeof gate> =>
  bits === 0 ? none : everyGate.filter((name) => (bits & gate[name]) !== 0)

type DecisionArms = RoutingDecision['arms']

const armsOf = (record: DecisionRecord, ids: ReadonlyArray<string>): DecisionArms => {
  const arms: Array<DecisionArms[number]> = []
  for (let i = 0; i < record.size; i++)
    arms.push({
      id: ids[record.arms[i]],
      gates: gateNames(record.gates[i]),
      reward: record.reward[i],
      cost: record.cost[i],
      capacity: record.capacity[i],
      floor: record.floor[i],
      probability: record.probability[i],
      charge: amountOrNull(record.charge[i]),
      cover: amountOrNull(record.cover[i])
    })
  return arms
}

/**
 * Returns a decision as a document for logs, with the arms by their ids.
 *
 * Shape: `ids` is indexed by arm.
 * Requires: a record of a decision that was made.
 * Cost: O(deployed); allocates the document.
 *
 * @category decision
 * @since 0.1.0
 */
export const toRoutingDecision = (
  record: DecisionRecord,
  ids: ReadonlyArray<string>
): RoutingDecision => ({
  version: 1,
  query: record.query,
  stage: record.stage,
  context: record.context < 0 ? null : record.context,
  arms: armsOf(record, ids),
  basis: basisNames[record.basis],
  status: statusNames[record.status],
  budget: record.budget,
  budgetPrice: Number.isFinite(record.budgetPrice) ? record.budgetPrice : null,
  isRelaxed: record.isRelaxed,
  seedPosition: record.seedPosition,
  draw: record.draw,
  arm: record.arm < 0 ? null : ids[record.arm],
  outcome: outcomeNames[record.outcome]
})
