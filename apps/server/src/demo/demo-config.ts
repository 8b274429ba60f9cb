import { stringify } from 'yaml'
import { routerBenchFigures } from '@stageroute/simulated-upstream'
import type { KeyHash } from '@stageroute/gateway'

/** What a demonstration is like. */
export interface DemoSettings {
  readonly port: number
  readonly upstreamUrl: string
  readonly key: { readonly id: string; readonly hash: KeyHash }
}

/** USD per query: a quarter of the queries can go to the dearest model. */
export const DEMO_BUDGET = 0.001

/** Models that are deployed at a time, of eleven. */
export const DEMO_DEPLOYED = 4

/** Largest part of the queries that a model takes: each answers only so many. */
export const DEMO_SHARE = 0.27

/** Queries of a stage. */
const STAGE = 100

/** A quarter of an hour: records are kept in memory, and a demonstration may be left running. */
const KEPT_DAYS = 1 / 96

/** Longest answer, tokens; it bounds what a query can cost. */
const LONGEST = 500

/** Returns the configuration of a demonstration, as the file that a user would write. */
export const demoConfig = ({ port, upstreamUrl, key }: DemoSettings): string =>
  stringify({
    version: 1,
    listen: { port },
    state: { memory: true, keepDays: KEPT_DAYS },
    budget: { usdPerQuery: DEMO_BUDGET, floatUsd: 0.5 },
    stages: { maxDeployed: DEMO_DEPLOYED, schedule: { everyQueries: STAGE } },
    telemetry: { log: 'warn' },
    upstreams: { simulated: { baseUrl: upstreamUrl } },
    models: routerBenchFigures.map(({ name, inputPerMillion, outputPerMillion }) => ({
      id: name,
      upstream: 'simulated',
      price: { inputPerMillion, outputPerMillion },
      maxOutputTokens: LONGEST,
      share: DEMO_SHARE
    })),
    keys: [{ id: key.id, hash: key.hash, name: 'demo', roles: ['call', 'feedback', 'read'] }]
  })
