import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
  type SpanContext,
  type Tracer
} from '@opentelemetry/api'

/** What a span is told when its request is over. */
export interface SpanEnd {
  readonly status: number
  readonly model: string | null
  readonly provider: string | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  readonly costUsd: number | null
  readonly decision: string | null
  readonly stage: number | null
  readonly attempts: number
}

/** One request as a span. */
export interface RequestSpan {
  /** The header that carries the trace on to an upstream, or null. */
  readonly traceparent: string | null
  readonly end: (end: SpanEnd) => void
}

/** Begins spans of requests. */
export interface Traces {
  readonly begin: (
    operation: 'chat' | 'embeddings' | 'responses',
    asked: string,
    traceparent: string | null
  ) => RequestSpan | null
  readonly stop: () => Promise<void>
}

/** No traces. */
export const noTraces: Traces = { begin: () => null, stop: () => Promise.resolve() }

const PARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** The context that a caller's header names, as far as it is one. */
export const readParent = (header: string | null): SpanContext | null => {
  const found = header === null ? null : PARENT.exec(header)
  const [, traceId = '', spanId = '', flags = '0'] = found ?? []
  return found === null || /^0+$/.test(traceId) || /^0+$/.test(spanId)
    ? null
    : { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true }
}

const operationNames = { chat: 'chat', embeddings: 'embeddings', responses: 'chat' } as const

const given = (value: string | number | null): value is string | number => value !== null

const attributesOf = (end: SpanEnd): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries({
      'http.response.status_code': end.status,
      'gen_ai.response.model': end.model,
      'gen_ai.provider.name': end.provider,
      'gen_ai.usage.input_tokens': end.inputTokens,
      'gen_ai.usage.output_tokens': end.outputTokens,
      'stageroute.cost_usd': end.costUsd,
      'stageroute.decision': end.decision,
      'stageroute.stage': end.stage,
      'stageroute.attempts': end.attempts,
      'error.type': end.status >= 400 ? String(end.status) : null
    }).flatMap(([name, value]) => (given(value) ? [[name, value]] : []))
  )

const endSpan = (span: Span, end: SpanEnd): void => {
  span.setAttributes(attributesOf(end))
  if (end.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

/**
 * Returns spans of a tracer, in the names of OpenTelemetry's conventions for generative AI. No text of a request or an answer is among them.
 */
export const spansOf = (tracer: Tracer): Traces['begin'] => {
  return (operation, asked, header) => {
    const parent = readParent(header)
    const name = operationNames[operation]
    const span = tracer.startSpan(
      `${name} ${asked}`,
      {
        kind: SpanKind.SERVER,
        attributes: { 'gen_ai.operation.name': name, 'gen_ai.request.model': asked }
      },
      parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent)
    )
    const { traceId, spanId, traceFlags } = span.spanContext()
    return {
      traceparent: `00-${traceId}-${spanId}-0${traceFlags & 1}`,
      end: (end) => endSpan(span, end)
    }
  }
}
