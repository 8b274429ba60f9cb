import { mostOf, type ClientRequest, type Price } from '@stageroute/gateway'
import type { MicroUsd } from '@stageroute/ledger'
import type { ModelCard } from '@stageroute/engine'
import type { GatewayConfig, ModelEntry, UpstreamEntry } from '../config/gateway-config'

/** A model as the server serves it. */
export interface ServedModel {
  readonly id: string
  readonly entry: ModelEntry
  /** The upstream's name for it. */
  readonly name: string
  readonly upstream: string
  /** What is added to every path of the upstream, with its question mark. */
  readonly query: string
  readonly provider: string | null
  readonly price: Price
}

const free: Price = { input: 0, output: 0, cachedInput: null, perRequest: 0 }

/** The price of the configuration; what nobody knows the price of counts as free, which the configuration had to allow. */
export const toPrice = (price: ModelEntry['price']): Price =>
  price === 'unpriced'
    ? free
    : {
        input: price.inputPerMillion,
        output: price.outputPerMillion,
        cachedInput: price.cachedInputPerMillion,
        perRequest: price.perRequestUsd
      }

const toQuery = (parameters: UpstreamEntry['query']): string => {
  const query = new URLSearchParams(parameters).toString()
  return query === '' ? '' : `?${query}`
}

/** Returns the models of a configuration by their ids. */
export const servedModels = ({
  models,
  upstreams
}: GatewayConfig): ReadonlyMap<string, ServedModel> =>
  new Map(
    models.map((entry) => {
      const upstream = upstreams[entry.upstream] as UpstreamEntry
      const { id, name, price } = entry
      const provider = upstream.provider ?? entry.upstream
      return [
        id,
        {
          id,
          entry,
          name: name ?? id,
          upstream: entry.upstream,
          query: toQuery(upstream.query),
          provider,
          price: toPrice(price)
        }
      ]
    })
  )

/** Tokens of a usual query and its answer, by which prices are compared before anything is known of costs. */
const USUAL_INPUT = 1000
const USUAL_OUTPUT = 300

const endOf = (date: string | null): number | null =>
  date === null ? null : Date.parse(`${date}T00:00:00Z`)

/** What an engine is told of a model that queries are routed to. */
export const toCard = ({ id, entry, provider, price }: ServedModel): ModelCard => ({
  id,
  provider,
  capabilities: entry.capabilities,
  regions: entry.regions,
  contextTokens: entry.contextTokens,
  largestCost: mostOf(price, { input: USUAL_INPUT, output: entry.maxOutputTokens }) / 1e6,
  usualCost: mostOf(price, { input: USUAL_INPUT, output: USUAL_OUTPUT }) / 1e6,
  capacity: entry.share,
  minShare: entry.minShare,
  requestsPerMinute: entry.requestsPerMinute,
  tokensPerMinute: entry.tokensPerMinute,
  concurrency: entry.concurrency,
  isPinned: entry.state === 'pinned',
  isForbidden: entry.state === 'forbidden',
  isDeprecated: entry.state === 'deprecated',
  shutdownAt: endOf(entry.shutdownDate),
  switchCost: entry.switchCost
})

/**
 * The most that a request can cost with a model, when its input has at most so many tokens; no model reads more than its context. Not finite where neither
 * is a bound.
 */
export const chargeOf = (
  { price, entry }: ServedModel,
  { mostOutput, choices }: Pick<ClientRequest, 'mostOutput' | 'choices'>,
  input: number
): MicroUsd =>
  mostOf(price, {
    input: Math.min(input, entry.contextTokens ?? Infinity),
    output: mostOutput ?? entry.maxOutputTokens * choices
  })

/** Returns the most that a request can cost by model; no amount for one that is not there. */
export const chargesOf =
  (
    models: ReadonlyMap<string, ServedModel>,
    request: Pick<ClientRequest, 'mostOutput' | 'choices'>,
    input: number
  ): ((id: string) => MicroUsd) =>
  (id) => {
    const model = models.get(id)
    return model === undefined ? Number.NaN : chargeOf(model, request, input)
  }
