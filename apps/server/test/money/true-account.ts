import { afterwards } from '../running/afterwards'
import { pricedModels } from './money-settings'

/** What one call used, as the upstream itself knows it. */
export interface TrueCall {
  /** The `x-request-id` that it came with. */
  readonly request: string
  readonly model: string
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly outcome: 'answered' | 'aborted' | 'failed'
}

/** Returns all calls that have ended, in the order in which they did. */
export const readTrueCalls = async (upstream: string): Promise<ReadonlyArray<TrueCall>> => {
  const response = await fetch(new URL('/_account', upstream))
  const { entries } = (await response.json()) as { readonly entries: ReadonlyArray<TrueCall> }
  return entries
}

const priceOf = new Map(
  Object.values(pricedModels).map(({ upstreamName, price }) => [upstreamName, price])
)

/** Returns what a call cost, rounded up to a micro-USD. What failed has used nothing. */
export const trueCost = ({ model, input, cached, output, outcome }: TrueCall): number => {
  const price = priceOf.get(model)
  if (price === undefined || outcome === 'failed') return 0
  const { inputPerMillion, outputPerMillion, perRequestUsd = 0 } = price
  const { cachedInputPerMillion = inputPerMillion } = price
  // In quarters of a micro-USD, of which all prices are multiples.
  const quarters =
    4 * inputPerMillion * (input - cached) +
    4 * cachedInputPerMillion * cached +
    4 * outputPerMillion * output +
    4 * Math.round(1e6 * perRequestUsd)
  return Math.ceil(quarters / 4)
}

/** How many requests had been sent, at the most, when so many calls had ended. */
export interface Moment {
  readonly calls: number
  readonly sent: number
}

/** How often the upstream is looked at, milliseconds. */
const LOOK_MS = 250

/** Notes moments until it is stopped, or the tests of the file are over. */
export const noteMoments = (
  upstream: string,
  sent: () => number
): { readonly moments: ReadonlyArray<Moment>; readonly stop: () => Promise<void> } => {
  const moments: Array<Moment> = []
  let isOver = false
  const look = async (): Promise<void> => {
    const { length } = await readTrueCalls(upstream)
    moments.push({ calls: length, sent: sent() })
  }
  const watching = (async () => {
    while (!isOver) {
      await look()
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
    await look()
  })()
  const stop = (): Promise<void> => {
    isOver = true
    return watching
  }
  afterwards(stop)
  return { moments, stop }
}
