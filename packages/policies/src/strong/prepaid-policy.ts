import { makeMixPolicy, type MixRule } from '../mix-policy'
import type { Policy, PolicySettings } from '../policy'
import { pay, payForQuery, setAside, setMost, type Purse } from '../purse'
import { keepPurse } from '../purse-snapshot'

/**
 * What tells a prepaid policy from another. It mixes only arms that the purse covers; `takeIn` and `learnCost` say whether there was something to take in or
 * to learn.
 */
export interface PrepaidRule extends Omit<
  MixRule,
  'isPrepaid' | 'stopsAtBudget' | 'arrive' | 'observeCost'
> {
  /** Adds an arm and returns it; -1 where there is no room. */
  readonly takeIn: (capacity: number, largestCost: number) => number
  readonly learnCost: (...observed: Parameters<Policy['observeCost']>) => boolean
}

/**
 * Returns the policy of a rule that pays from a purse: the most that a query can cost is set aside before it is sent, and what it did cost is booked when it
 * is known.
 */
export const makePrepaidPolicy = (
  settings: PolicySettings,
  purse: Purse,
  { takeIn, learnCost, ...rule }: PrepaidRule
): Policy => {
  const policy = makeMixPolicy(settings, {
    ...rule,
    isPrepaid: true,
    arrive: (capacity, largestCost) => {
      const arm = takeIn(capacity, largestCost)
      if (arm >= 0) setMost(purse, arm, largestCost)
    },
    observeCost: (arm, cost, query) => {
      if (learnCost(arm, cost, query)) pay(purse, cost)
    },
    parts: [...rule.parts, ...keepPurse(purse)]
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
