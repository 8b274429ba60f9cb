import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What the server counts, in the names and units of Prometheus. Labels are models, kinds and reasons of the server's own lists, so that there are few. */
export interface Meters {
  readonly registry: Registry
  readonly requests: Counter<'kind' | 'status'>
  readonly attempts: Counter<'model' | 'outcome'>
  readonly refusals: Counter<'reason'>
  readonly spend: Counter<'model'>
  readonly tokens: Counter<'model' | 'direction'>
  readonly judgements: Counter<'source'>
  readonly duration: Histogram<'kind'>
  readonly firstByte: Histogram<'kind'>
  readonly overhead: Histogram
  readonly unkept: Gauge
}

const counter = <L extends string>(
  registers: [Registry],
  name: string,
  help: string,
  labelNames: ReadonlyArray<L>
): Counter<L> => new Counter({ name: `stageroute_${name}`, help, labelNames, registers })

/** Returns meters that stand at nothing. */
export const makeMeters = (): Meters => {
  const registry = new Registry()
  const to: [Registry] = [registry]
  const latency = [0.005, 0.02, 0.08, 0.32, 1.28, 5.12, 20.48, 81.92]
  return {
    registry,
    requests: counter(to, 'requests_total', 'Requests answered, by kind and status.', [
      'kind',
      'status'
    ]),
    attempts: counter(to, 'attempts_total', 'Calls of upstreams, by model and outcome.', [
      'model',
      'outcome'
    ]),
    refusals: counter(to, 'refusals_total', 'Queries that no model was asked, by reason.', [
      'reason'
    ]),
    spend: counter(to, 'spend_usd_total', 'Money spent, by model.', ['model']),
    tokens: counter(to, 'tokens_total', 'Tokens used, by model and direction.', [
      'model',
      'direction'
    ]),
    judgements: counter(to, 'judgements_total', 'Answers that were judged, by source.', ['source']),
    duration: new Histogram({
      name: 'stageroute_request_duration_seconds',
      help: 'Time from a request to the end of its answer.',
      labelNames: ['kind'],
      buckets: latency,
      registers: to
    }),
    firstByte: new Histogram({
      name: 'stageroute_first_byte_seconds',
      help: 'Time from a request to the first byte of its answer.',
      labelNames: ['kind'],
      buckets: latency,
      registers: to
    }),
    overhead: new Histogram({
      name: 'stageroute_overhead_seconds',
      help: 'Part of the time of a request in which no upstream was waited for.',
      buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1],
      registers: to
    }),
    unkept: new Gauge({
      name: 'stageroute_unkept_events',
      help: 'Events that wait to be kept.',
      registers: to
    })
  }
}

/** Makes one thing of each name, when it is first asked for. */
const once = <A>(make: (name: string) => A): ((name: string) => A) => {
  const made = new Map<string, A>()
  return (name) => {
    const known = made.get(name)
    if (known !== undefined) return known
    const one = make(name)
    made.set(name, one)
    return one
  }
}

/** The meters of a model, and those of a kind of requests: to find them by their labels anew takes longer than to count. */
export interface QuickMeters {
  readonly ofModel: (model: string) => {
    readonly answered: () => void
    readonly spend: (usd: number) => void
    readonly tokens: (input: number, output: number) => void
  }
  readonly ofKind: (kind: string) => {
    readonly request: (status: string, seconds: number) => void
    readonly firstByte: (seconds: number) => void
  }
}

/** Returns meters that are found quickly. */
export const makeQuickMeters = (meters: Meters): QuickMeters => ({
  ofModel: once((model) => {
    const answered = meters.attempts.labels({ model, outcome: 'answered' })
    const spend = meters.spend.labels({ model })
    const input = meters.tokens.labels({ model, direction: 'input' })
    const output = meters.tokens.labels({ model, direction: 'output' })
    return {
      answered: () => answered.inc(),
      spend: (usd) => spend.inc(usd),
      tokens: (read, written) => {
        input.inc(read)
        output.inc(written)
      }
    }
  }),
  ofKind: once((kind) => {
    const requests = once((status) => meters.requests.labels({ kind, status }))
    const duration = meters.duration.labels({ kind })
    const firstByte = meters.firstByte.labels({ kind })
    return {
      request: (status, seconds) => {
        requests(status).inc()
        duration.observe(seconds)
      },
      firstByte: (seconds) => firstByte.observe(seconds)
    }
  })
})
