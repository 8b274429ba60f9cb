import type { JsonRecord } from 'fp-ts/Json'
import {
  modelAt,
  startGateway,
  type GatewaySettings,
  type RunningGateway
} from '../running/start-gateway'
import { instant, startSimulated } from '../running/start-simulated'
import type { RunningUpstream } from '@stageroute/simulated-upstream'

/** Times of upstreams in tests of faults, milliseconds: what hangs does so for no longer than a test may. */
export const shortTimes = {
  connectMs: 500,
  firstByteMs: 800,
  totalMs: 1200,
  maxAnswerBytes: 200_000
}

/** Times of clients, milliseconds. */
export const shortListen = {
  port: 0,
  drainMs: 1000,
  headersMs: 300,
  bodyMs: 300,
  maxBodyBytes: 100_000
}

/** Fields of a configuration under which a request is tried once, and a model that has failed rests for a moment only. */
export const once: JsonRecord = {
  listen: shortListen,
  retries: { most: 0, firstMs: 1, longestMs: 2 },
  breaker: { failures: 1000, coolMs: 1 }
}

/** Returns the entry of an upstream whose times are short. */
export const shortAt = (baseUrl: string, fields: JsonRecord = {}): JsonRecord => ({
  baseUrl,
  ...shortTimes,
  ...fields
})

export interface Faulty {
  readonly gateway: RunningGateway
  readonly upstream: RunningUpstream
}

/** Starts a gateway whose upstream is simulated and fails as it is asked to; it has the model `steady`, others by their names, and `vectors` for embeddings. */
export const startFaulty = async (
  fields: JsonRecord = {},
  {
    others = [],
    surroundings = {}
  }: {
    readonly others?: ReadonlyArray<string>
    readonly surroundings?: NonNullable<GatewaySettings['surroundings']>
  } = {}
): Promise<Faulty> => {
  const names = ['steady', ...others]
  const upstream = await startSimulated([...names, 'vectors'].map((name) => instant(name)))
  const gateway = await startGateway({
    upstreams: {},
    models: [
      ...names.map((name) => modelAt('simulated', name)),
      modelAt('simulated', 'vectors', { serves: 'embeddings' })
    ],
    fields: { ...once, upstreams: { simulated: shortAt(upstream.url) }, ...fields },
    surroundings
  })
  return { gateway, upstream }
}

/** Starts a gateway with one model, `steady`, at an address. */
export const startAt = (
  url: string,
  fields: JsonRecord = {},
  upstreamFields: JsonRecord = {}
): Promise<RunningGateway> =>
  startGateway({
    upstreams: {},
    models: [modelAt('raw', 'steady')],
    fields: { ...once, upstreams: { raw: shortAt(url, upstreamFields) }, ...fields }
  })
