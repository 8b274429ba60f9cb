import type { Engine } from '@stageroute/engine'
import type { Upstream } from '@stageroute/gateway'
import type { Store } from '@stageroute/store'
import type { GatewayConfig } from './config/gateway-config'
import type { KeyBook } from './keys/key-book'
import type { ResponseOwners } from './serving/response-owners'
import type { ServedModel } from './serving/served-model'
import type { Covering } from './state/covering'
import type { Keeper } from './state/keeper'
import type { Log } from './telemetry/log'
import type { Meters, QuickMeters } from './telemetry/meters'
import type { Traces } from './telemetry/traces'

/** Time, as the server is given it. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds since some moment; never goes back. */
  readonly elapsed: () => number
}

/** What a configuration makes of the server; a new one replaces it as a whole. */
export interface Setup {
  readonly config: GatewayConfig
  readonly models: ReadonlyMap<string, ServedModel>
  readonly upstreams: ReadonlyMap<string, Upstream>
}

/** The running server: everything that requests share. */
export interface Gateway {
  setup: Setup
  readonly engine: Engine
  readonly store: Store
  readonly keeper: Keeper
  readonly covering: Covering
  readonly owners: ResponseOwners
  readonly keys: KeyBook
  readonly clock: Clock
  /** A uniform number in [0, 1), for jitter. */
  readonly random: () => number
  readonly log: Log
  readonly meters: Meters
  readonly quick: QuickMeters
  readonly traces: Traces
  /** Positions of the snapshots that this process has kept and are still there. */
  readonly snapshots: Array<number>
  /** Requests under way. */
  underWay: number
  isDraining: boolean
}
