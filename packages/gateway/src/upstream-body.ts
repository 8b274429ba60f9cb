import { fieldsOf } from './fields'
import type { ClientRequest } from './requests'
import { spliceBody } from './splice-body'

const usageAsked = '"stream_options":{"include_usage":true},'

/**
 * Returns the body that an upstream is sent: the client's, byte by byte where that can be, with the upstream's name of the model, and a stream of a chat that
 * tells what it used.
 *
 * @category request
 * @since 0.1.0
 * @example
 * import { readChatRequest, writeUpstreamBody } from '@stageroute/gateway'
 *
 * const text = '{"model":"auto","messages":[{"role":"user","content":"Hi"}],"stream":true,"seed":7.00}'
 * const request = readChatRequest(JSON.parse(text))
 * const bytes = new TextEncoder().encode(text)
 * const body = request._tag === 'Right' ? writeUpstreamBody(request.right, 'gpt-4o-mini', bytes) : bytes
 * new TextDecoder().decode(body).includes('"include_usage":true') // => true
 * new TextDecoder().decode(body).includes('"seed":7.00') // => true
 */
export const writeUpstreamBody = (
  request: ClientRequest,
  name: string,
  body: Uint8Array
): Uint8Array => {
  const { kind, isStream, fields } = request
  const asksUsage = kind === 'chat' && isStream
  const mayBeSpliced = !asksUsage || fields['stream_options'] === undefined
  const spliced = mayBeSpliced ? spliceBody(body, fields, name, asksUsage ? usageAsked : '') : null
  return spliced ?? Buffer.from(writeAnew(request, name, asksUsage))
}

const writeAnew = ({ fields }: ClientRequest, name: string, asksUsage: boolean): string =>
  JSON.stringify({
    ...fields,
    model: name,
    ...(asksUsage
      ? { stream_options: { ...fieldsOf(fields['stream_options']), include_usage: true } }
      : {})
  })
