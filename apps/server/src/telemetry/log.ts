import pino from 'pino'
import type { GatewayConfig } from '../config/gateway-config'

/** Writes lines of JSON. What is logged is named field by field: no header, no body and no key is ever among them. */
export interface Log {
  readonly debug: (fields: LogFields, text: string) => void
  readonly info: (fields: LogFields, text: string) => void
  readonly warn: (fields: LogFields, text: string) => void
  readonly error: (fields: LogFields, text: string) => void
}

/** What a line may tell beside its text. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>

/** Paths that are blanked wherever they come from, should they ever come. */
const redacted = ['authorization', '*.authorization', 'key', '*.key', 'token', '*.token', 'secret']

/** Returns a log to a stream of lines; nothing is written where it is silent. */
export const makeLog = (
  level: GatewayConfig['telemetry']['log'],
  write: (line: string) => void
): Log =>
  pino(
    {
      level,
      base: null,
      redact: { paths: redacted, censor: '[redacted]' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) }
    },
    { write }
  )
