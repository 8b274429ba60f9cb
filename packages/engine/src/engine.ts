import { makeStream, seekStream } from '@stageroute/numeric'
import { makeRequest, makeRouter, type RouteRequest, type Router } from '@stageroute/router'
import type { BitNames } from './bits'
import { makeHomes, type Homes } from './homes'
import type { Memory } from './memory'
import type { ModelCard } from './model-card'

/**
 * StageRoute on live traffic: a memory, and what is true of this very moment. It decides and keeps accounts; it waits for nobody, reads no clock
 * and sends nothing.
 *
 * Shape: `cards` and `underWay` are indexed by arm.
 *
 * @category engine
 * @since 0.1.0
 */
export interface Engine {
  readonly memory: Memory
  readonly router: Router
  readonly request: RouteRequest
  /** What operators say of the models that are there now; one that is not there has none. */
  readonly cards: Array<ModelCard | undefined>
  /** The models of the last plan that are there now, rising. */
  deployed: ReadonlyArray<number>
  /** Queries under way, by arm. */
  readonly underWay: Int32Array
  /** Queries that were counted in an account and of which nothing is kept yet. */
  readonly unkept: Map<string, number>
  readonly homes: Homes
  readonly capabilityBits: BitNames
  readonly regionBits: BitNames
  /** Capacities on offer, by arm. */
  readonly offered: Float64Array
  /** The number of the next query. */
  nextDecision: number
  /** When the mixes by category are solved next, in queries of the stage. */
  mixesDue: number
  /** The most that a usual query costs with the dearest model in use, USD. */
  dearest: number
}

/** Numbers that may have been given to queries of which the end of the process left no record. */
const SKIPPED = 10_000

/**
 * Returns an engine that goes on from a memory. Nothing is deployed before {@link setModels}.
 *
 * @category engine
 * @since 0.1.0
 */
export const makeEngine = (memory: Memory): Engine => {
  const { settings, nextDecision } = memory
  const { maxArms, budget, exploration, shortage, health, seed } = settings
  const stream = makeStream(seed, 'routing')
  // Without a model there was nobody to ask before.
  const first = memory.ids.length === 0 ? 0 : nextDecision + SKIPPED
  seekStream(stream, first)
  return {
    memory,
    router: makeRouter({ maxArms, budget, exploration, shortage, health, stream }),
    request: makeRequest(maxArms),
    cards: [],
    deployed: [],
    underWay: new Int32Array(maxArms),
    unkept: new Map(),
    homes: makeHomes(),
    capabilityBits: { names: [] },
    regionBits: { names: [] },
    offered: new Float64Array(maxArms),
    nextDecision: first,
    mixesDue: 0,
    dearest: 0
  }
}
