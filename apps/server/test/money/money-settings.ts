import { randomBytes } from 'node:crypto'
import type { JsonRecord } from 'fp-ts/Json'
import { hashKey, makeApiKey } from '@stageroute/gateway'

/** What the upstream calls a model, what it costs, in USD per million tokens, which is micro-USD per token, and how it answers. */
interface PricedModel {
  readonly upstreamName: string
  readonly price: {
    readonly inputPerMillion: number
    readonly cachedInputPerMillion?: number
    readonly outputPerMillion: number
    readonly perRequestUsd?: number
  }
  readonly fields?: JsonRecord
  readonly failureShare: number
}

/** The longest answer of a model; what a client allows is less. */
const LONGEST = 60

/** The models, by the names that clients have for them. Prices are far apart, and not all are whole. */
export const pricedModels: Readonly<Record<string, PricedModel>> = {
  small: {
    upstreamName: 'small',
    price: { inputPerMillion: 0.25, outputPerMillion: 8.5 },
    failureShare: 0.03
  },
  middle: {
    upstreamName: 'upstream-middle',
    price: {
      inputPerMillion: 1.5,
      cachedInputPerMillion: 0.25,
      outputPerMillion: 40,
      perRequestUsd: 0.00002
    },
    failureShare: 0.02
  },
  large: {
    upstreamName: 'upstream-large',
    price: { inputPerMillion: 3.25, outputPerMillion: 120 },
    fields: { state: 'pinned' },
    failureShare: 0.02
  },
  vector: {
    upstreamName: 'vector',
    price: { inputPerMillion: 1, outputPerMillion: 0 },
    fields: { serves: 'embeddings' },
    failureShare: 0.02
  }
}

/** Figures of the models for the upstream: answers last long enough for hundreds of them to be under way at a time. */
export const upstreamFigures: ReadonlyArray<JsonRecord> = Object.values(pricedModels).map(
  ({ upstreamName, failureShare }) => ({
    name: upstreamName,
    quality: 1,
    outputTokens: { mean: 8, spread: 3 },
    firstMs: 60,
    perTokenMs: 40,
    failureShare
  })
)

/** What may be spent, USD. */
export interface MoneySettings {
  readonly usdPerQuery: number
  readonly floatUsd: number
  /** What the key that has a budget of its own may spend. */
  readonly limitedUsd: number
}

/** A key as it was made. */
export interface OwnKey {
  readonly token: string
  readonly entry: JsonRecord & { readonly id: string }
}

/** Makes a key for the configuration. */
export const makeOwnKey = async (fields: JsonRecord): Promise<OwnKey> => {
  const { id, token } = makeApiKey(randomBytes)
  const { salt, hash } = await hashKey(token, randomBytes)
  return { token, entry: { ...fields, id, hash: { salt, hash } } }
}

/** Returns the configuration of the gateway. What it keeps survives the end of its process, not the loss of power. */
export const moneyConfig = (
  { usdPerQuery, floatUsd }: MoneySettings,
  {
    upstream,
    stateFile,
    keys
  }: {
    readonly upstream: string
    readonly stateFile: string
    readonly keys: ReadonlyArray<OwnKey>
  }
): JsonRecord => ({
  version: 1,
  listen: { port: 0, drainMs: 15_000 },
  state: { sqlite: stateFile, survives: 'process' },
  budget: { usdPerQuery, floatUsd },
  stages: { maxDeployed: 2, schedule: { everyQueries: 300 } },
  routing: { context: 'none' },
  retries: { most: 2, firstMs: 5, longestMs: 20 },
  breaker: { failures: 20, coolMs: 20 },
  upstreams: { simulated: { baseUrl: upstream, firstByteMs: 3000, totalMs: 5000 } },
  models: Object.entries(pricedModels).map(([id, { upstreamName, price, fields }]) => ({
    id,
    name: upstreamName,
    upstream: 'simulated',
    price,
    maxOutputTokens: LONGEST,
    ...fields
  })),
  keys: keys.map(({ entry }) => entry),
  telemetry: { log: 'warn' }
})
