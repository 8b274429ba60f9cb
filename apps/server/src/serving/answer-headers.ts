import type { Exchange } from './exchange'
import type { Headers } from '../http/replies'
import type { ServedModel } from './served-model'

/** The name of a decision, as clients give feedback on it. */
export const decisionId = (decision: number): string => `dec-${decision}`

/** The number of a decision of this name; -1 where it is none. */
export const readDecisionId = (id: string): number => {
  const number = Number(/^dec-(0|[1-9]\d{0,15})$/.exec(id)?.[1])
  return Number.isSafeInteger(number) ? number : -1
}

/** The stage in which a request was decided on. */
export const stageOf = ({ admitted, gateway }: Pick<Exchange, 'admitted' | 'gateway'>): number =>
  admitted.attempts.at(-1)?.routing?.stage ?? gateway.engine.router.record.stage

/** What every answer says of itself; `headers` are those that its request has brought about. */
const common = (exchange: Exchange, model: ServedModel): Record<string, string> => {
  const { headers, admitted, gateway, entered } = exchange
  const all: Record<string, string> = {
    'x-stageroute-model': model.id,
    'x-stageroute-decision': decisionId(admitted.decision),
    'x-stageroute-stage': String(stageOf(exchange)),
    'openai-processing-ms': String(Math.round(gateway.clock.elapsed() - entered))
  }
  return Object.assign(all, headers)
}

const inMicroseconds = (ms: number): string => String(Math.max(0, Math.round(1000 * ms)))

/** Headers of a stream, whose cost is not known before its end. */
export const streamHeaders = (exchange: Exchange, model: ServedModel): Headers => ({
  ...common(exchange, model),
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
  'x-stageroute-overhead-us': inMicroseconds(exchange.sentAt - exchange.entered - exchange.waited),
  // Before HTTP/1.1 a stream has no trailers.
  ...(exchange.req.httpVersion === '1.0' ? {} : { trailer: 'x-stageroute-cost-usd' })
})

/** USD, exact to the micro-USD. */
export const inUsd = (microUsd: number): string => (microUsd / 1e6).toFixed(6)

/** Headers of a whole answer. */
export const wholeHeaders = (
  exchange: Exchange,
  model: ServedModel,
  { contentType, cost }: { readonly contentType: string; readonly cost: number }
): Headers =>
  Object.assign(common(exchange, model), {
    'content-type': contentType,
    'x-stageroute-cost-usd': inUsd(cost),
    'x-stageroute-overhead-us': inMicroseconds(
      exchange.gateway.clock.elapsed() - exchange.entered - exchange.waited
    )
  })
