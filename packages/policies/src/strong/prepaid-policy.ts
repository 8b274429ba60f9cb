import type { Indices } from '../indices'
import { makeMixPolicy, type MixRule } from '../mix-policy'
import type { Policy, PolicySettings } from '../policy'
import { pay, payForQuery, setAside, setMost, type Purse } from '../purse'
import { keepPurse } from '../purse-snapshot'

/** What tells a prepaid policy from another. It mixes only arms that the purse covers; `learnCost` says whether there was something to learn. */
export interface PrepaidRule extends Omit<
  MixRule,
  'isPrepaid' | 'stopsAtBudget' | 'arrive' | 'retire' | 'observeCost'
> {
  readonly learnCost: (...observed: Parameters<Policy['observeCost']>) => boolean
}

/**
 * Returns the policy of a rule that pays from a purse: the most that a query can cost is set aside before it is sent, and what it did cost is booked when it
 * is known. Indices and purse are among its parts.
 */
export const makePrepaidPolicy = (
  settings: PolicySettings,
  indices: Indices,
  purse: Purse,
  { learnCost, ...rule }: PrepaidRule
): Policy => {
  const policy = makeMixPolicy(settings, {
    ...rule,
    isPrepaid: true,
    arrive: (capacity, largestCost) => {
      const arm = indices.table.size
      indices.arrive(capacity, largestCost)
      if (indices.table.size > arm) setMost(purse, arm, largestCost)
    },
    retire: indices.retire,
    observeCost: (arm, cost, query) => {
      if (learnCost(arm, cost, query)) pay(purse, cost)
    },
    parts: [...indices.parts, ...rule.parts, ...keepPurse(purse)]
  })
  return {
    ...policy,
    route: (query) => {
      payForQuery(purse)
      const arm = policy.route(query)
      if (arm >= 0) setAside(purse, arm)
      return arm
    }
  }
}
