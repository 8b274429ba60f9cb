import fc from 'fast-check'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor
} from '@opentelemetry/sdk-trace-base'
import { readParent, spansOf } from '../../src/telemetry/traces'
import { serve, writeConfig } from '../faults/serve-process'
import { sendJson, startRecording } from '../running/start-recording'

const exporter = new InMemorySpanExporter()
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
const begin = spansOf(provider.getTracer('test'))

const traceId = '0af7651916cd43dd8448eb211c80319c'
const header = `00-${traceId}-b7ad6b7169203331-01`

const end = {
  status: 200,
  model: 'a',
  provider: 'u',
  inputTokens: 3,
  outputTokens: 5,
  costUsd: 0.0013,
  decision: 'dec-1',
  stage: 0,
  attempts: 2
}

beforeEach(() => exporter.reset())

test('a request is a span in the names of the conventions, below the one of its caller', () => {
  const span = begin('chat', 'auto', header)
  expect(span?.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`))
  expect(span?.traceparent).not.toContain('b7ad6b7169203331')
  span?.end(end)
  const [kept] = exporter.getFinishedSpans()
  expect(kept?.name).toBe('chat auto')
  expect(kept?.parentSpanContext?.spanId).toBe('b7ad6b7169203331')
  expect(kept?.attributes).toEqual({
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'auto',
    'gen_ai.response.model': 'a',
    'gen_ai.provider.name': 'u',
    'gen_ai.usage.input_tokens': 3,
    'gen_ai.usage.output_tokens': 5,
    'http.response.status_code': 200,
    'stageroute.cost_usd': 0.0013,
    'stageroute.decision': 'dec-1',
    'stageroute.stage': 0,
    'stageroute.attempts': 2
  })
})

test('a failure is told as one', () => {
  begin('embeddings', 'e', null)?.end({ ...end, status: 502, model: null })
  const [kept] = exporter.getFinishedSpans()
  expect(kept?.attributes).toMatchObject({ 'error.type': '502' })
  expect(kept?.attributes).not.toHaveProperty('gen_ai.response.model')
  expect(kept?.status.code).toBe(2)
})

test('a header that is none begins a trace of its own', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('0', 'a', '-') })),
      (text) => {
        expect(readParent(text)).toBeNull()
      }
    )
  )
  expect(readParent(`00-${'0'.repeat(32)}-b7ad6b7169203331-01`)).toBeNull()
  expect(readParent(header)).toMatchObject({ traceId, traceFlags: 1 })
})

test('a server sends its spans to the collector that it is told of, and the trace on to the upstream', async () => {
  const collector = await startRecording((_, response) => sendJson(response, 200, {}))
  const upstream = await startRecording((_, response) =>
    sendJson(response, 200, { choices: [], usage: { prompt_tokens: 3, completion_tokens: 5 } })
  )
  const served = await writeConfig(upstream.url, {
    telemetry: { log: 'warn', otlpUrl: `${collector.url}/traces` }
  })
  const server = await serve(served)
  const said = 'a secret of the client'
  await fetch(`${server.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${served.key}`, traceparent: header },
    body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: said }] })
  })
  // What has not been sent yet is sent before the end.
  server.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ code: 0, errors: '' })
  expect(upstream.calls[0]?.headers['traceparent']).toMatch(new RegExp(`^00-${traceId}-`))
  const [sent] = collector.calls
  expect(sent?.path).toBe('/v1/traces')
  const text = JSON.stringify(sent?.body)
  expect(text).toContain(traceId)
  expect(text).toContain('"gen_ai.usage.output_tokens","value":{"intValue":5}')
  expect(text).not.toContain(said)
})
