import { toEnvelope, writeEvent, type ApiError, type ClientRequest } from '@stageroute/gateway'

/** The last event of a stream that breaks, as the clients of its API read it. */
export const failureEvent = (kind: ClientRequest['kind'], error: ApiError): Uint8Array => {
  const envelope = toEnvelope(error)
  if (kind !== 'responses') return writeEvent('', JSON.stringify(envelope))
  const { message, code, param } = error
  // Nobody counted the events before; what is asked for is that numbers rise.
  const event = { type: 'error', sequence_number: Number.MAX_SAFE_INTEGER, message, code, param }
  return writeEvent('error', JSON.stringify({ ...event, ...envelope }))
}
