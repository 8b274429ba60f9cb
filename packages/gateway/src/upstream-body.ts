import { fieldsOf } from './fields'
import type { ClientRequest } from './requests'

/**
 * Returns the body that an upstream is sent: the client's, with the upstream's name of the model, and a stream of a chat that tells what it used.
 *
 * @category request
 * @since 0.1.0
 * @example
 * import { readChatRequest, writeUpstreamBody } from '@stageroute/gateway'
 *
 * const request = readChatRequest({ model: 'auto', messages: [{ role: 'user', content: 'Hi' }], stream: true, seed: 7 })
 * const body = request._tag === 'Right' ? writeUpstreamBody(request.right, 'gpt-4o-mini') : ''
 * body.includes('"include_usage":true') // => true
 * body.includes('"seed":7') // => true
 */
export const writeUpstreamBody = (
  { kind, isStream, fields }: ClientRequest,
  name: string
): string =>
  JSON.stringify({
    ...fields,
    model: name,
    ...(kind === 'chat' && isStream
      ? { stream_options: { ...fieldsOf(fields['stream_options']), include_usage: true } }
      : {})
  })
