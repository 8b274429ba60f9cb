import { noTraces, spansOf, type Traces } from './traces'
import type { GatewayConfig } from '../config/gateway-config'

/** Opens the traces of a configuration; where it names nobody to send them to, none are made and nothing is loaded for them. */
export const openTraces = async ({
  otlpUrl,
  traceShare
}: Pick<GatewayConfig['telemetry'], 'otlpUrl' | 'traceShare'>): Promise<Traces> => {
  if (otlpUrl === null) return noTraces
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  const sdk = await import('@opentelemetry/sdk-trace-base')
  const provider = new sdk.BasicTracerProvider({
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(traceShare) }),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter({ url: otlpUrl }))]
  })
  return {
    begin: spansOf(provider.getTracer('stageroute')),
    stop: () => provider.shutdown()
  }
}
