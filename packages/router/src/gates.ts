import type { Router } from './router'
import type { RouteRequest } from './request'
import { isHealthy } from './health'
import { hasRoom } from './rate-bucket'

/**
 * Why a deployed arm may not take a query, as bits: an arm may take it when none is set.
 *
 * - `choice`: the query asks for another arm.
 * - `capability`, `contextLength`, `region`: it cannot answer this query, or may not.
 * - `draining`: it shuts down soon and takes no new queries.
 * - `health`: it failed lately, and no trial of it is due.
 * - `rate`: its requests or tokens per minute are used up.
 * - `budget`: the most that the query can cost with it is not covered.
 * - `busy`: it has as many queries under way as it may.
 * - `tried`: it was asked for this very query, and failed.
 *
 * @category gate
 * @since 0.1.0
 */
export const gate = {
  choice: 1,
  capability: 2,
  contextLength: 4,
  region: 8,
  draining: 16,
  health: 32,
  rate: 64,
  budget: 128,
  busy: 256,
  tried: 512
} as const

/** Gates that no waiting opens. */
export const fixedGates = gate.choice | gate.capability | gate.contextLength | gate.region

/**
 * What each arm can do, by arm: capability and region bits, the most tokens of prompt and answer together, the time from which it takes no new
 * queries.
 *
 * @category gate
 * @since 0.1.0
 */
export interface ArmAccess {
  readonly capabilities: Int32Array
  readonly regions: Int32Array
  readonly contextLength: Float64Array
  readonly drainsFrom: Float64Array
}

export const makeArmAccess = (maxArms: number): ArmAccess => ({
  capabilities: new Int32Array(maxArms).fill(-1),
  regions: new Int32Array(maxArms).fill(-1),
  contextLength: new Float64Array(maxArms).fill(Infinity),
  drainsFrom: new Float64Array(maxArms).fill(Infinity)
})

/**
 * What one arm can do, as {@link setAccess} takes it.
 *
 * Unit: `contextLength` in tokens, `drainsFrom` in the caller's milliseconds; Infinity for neither.
 *
 * @category gate
 * @since 0.1.0
 */
export interface Access {
  readonly capabilities: number
  readonly regions: number
  readonly contextLength: number
  readonly drainsFrom: number
}

/**
 * Sets what an arm can do from now on; until then it can do everything. Nothing happens for an arm past the table.
 *
 * @category gate
 * @since 0.1.0
 */
export const setAccess = ({ access }: Router, arm: number, given: Access): void => {
  if (!(arm >= 0 && arm < access.regions.length)) return
  access.capabilities[arm] = given.capabilities
  access.regions[arm] = given.regions
  access.contextLength[arm] = given.contextLength
  access.drainsFrom[arm] = given.drainsFrom
}

/** Writes the closed gates of every deployed arm to the record. */
export const closeGates = (
  { record, state, access, health, buckets }: Router,
  request: RouteRequest
): void => {
  const { needs, regions, tokens, only, now, charge, cover, barred } = request
  const { arms } = state
  const { capabilities, contextLength, drainsFrom } = access
  const size = state.program.size
  for (let i = 0; i < size; i++) {
    const arm = arms[i]
    let closed = barred[arm]
    if (only >= 0 && only !== arm) closed |= gate.choice
    if ((needs & ~capabilities[arm]) !== 0) closed |= gate.capability
    if (!(tokens <= contextLength[arm])) closed |= gate.contextLength
    if ((regions & access.regions[arm]) === 0) closed |= gate.region
    if (!(now < drainsFrom[arm])) closed |= gate.draining
    if (!isHealthy(health, arm, now)) closed |= gate.health
    if (!hasRoom(buckets, arm, tokens, now)) closed |= gate.rate
    // Written so that what is no number closes.
    if (!(charge[arm] >= 0 && charge[arm] <= cover[arm])) closed |= gate.budget
    record.gates[i] = closed
  }
}
