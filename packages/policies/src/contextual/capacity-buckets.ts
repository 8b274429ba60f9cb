import { keepColumn } from '../keep-column'
import type { Kept } from '../kept'

/** Queries that an arm may answer beyond its capacity before it has to rest. */
export const capacityBurst = 50

/**
 * Capacities over time: an arm earns its capacity in tokens with every query, keeps at most the burst of them, and gives one for every query it
 * answers.
 *
 * Shape: `tokens` is indexed by arm.
 */
export interface CapacityBuckets {
  readonly tokens: Float64Array
}

export const makeBuckets = (maxArms: number): CapacityBuckets => ({
  tokens: new Float64Array(maxArms).fill(capacityBurst - 1)
})

/** Hands every arm its part of a query. */
export const refill = ({ tokens }: CapacityBuckets, capacity: Float64Array): void => {
  for (let arm = 0; arm < tokens.length; arm++) {
    const next = (tokens[arm] as number) + (capacity[arm] as number)
    tokens[arm] = next < capacityBurst - 1 ? next : capacityBurst - 1
  }
}

/** Whether an arm may answer the next query. */
export const isOpen = ({ tokens }: CapacityBuckets, arm: number): boolean =>
  (tokens[arm] as number) > 0

/** Takes the token of a query. */
export const take = ({ tokens }: CapacityBuckets, arm: number): void => {
  tokens[arm]! -= 1
}

export const keepBuckets = ({ tokens }: CapacityBuckets): Kept =>
  keepColumn('capacity-buckets', tokens, {
    isGood: (level) => level > -1 && level < capacityBurst,
    problem: 'is no level of a bucket'
  })
