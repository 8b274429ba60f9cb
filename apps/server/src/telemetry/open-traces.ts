import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler
} from '@opentelemetry/sdk-trace-base'
import type { GatewayConfig } from '../config/gateway-config'
import { noTraces, spansOf, type Traces } from './traces'

/** Opens the traces of a configuration; none are made where it names nobody to send them to. */
export const openTraces = ({
  otlpUrl,
  traceShare
}: Pick<GatewayConfig['telemetry'], 'otlpUrl' | 'traceShare'>): Traces => {
  if (otlpUrl === null) return noTraces
  const provider = new BasicTracerProvider({
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(traceShare) }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: otlpUrl }))]
  })
  return {
    begin: spansOf(provider.getTracer('stageroute')),
    stop: () => provider.shutdown()
  }
}
