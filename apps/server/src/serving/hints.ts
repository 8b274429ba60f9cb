import type { IncomingHttpHeaders } from 'node:http'
import type { ClientRequest } from '@stageroute/gateway'
import type { GatewayConfig } from '../config/gateway-config'
import type { HeldKey } from '../keys/held-key'

const LONGEST = 64

const textOf = (headers: IncomingHttpHeaders, name: string): string | null => {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST) : null
}

/** The category that a client says its request is of; what is known of it without being told where the client says nothing. */
export const categoryOf = (
  { routing }: GatewayConfig,
  headers: IncomingHttpHeaders,
  { needs }: Pick<ClientRequest, 'needs'>
): string | null => {
  if (routing.context === 'none') return null
  return textOf(headers, 'x-stageroute-category') ?? (needs.length === 0 ? null : needs.join('+'))
}

/** The regions that a client allows its request to be answered in; none for any. */
export const regionsOf = (headers: IncomingHttpHeaders): ReadonlyArray<string> =>
  (textOf(headers, 'x-stageroute-regions') ?? '')
    .split(',')
    .map((region) => region.trim())
    .filter((region) => region !== '')

/** What holds a request together with those before it: a name that the client gives the conversation, or its cache. Nobody shares another key's. */
export const conversationOf = (
  headers: IncomingHttpHeaders,
  { fields }: Pick<ClientRequest, 'fields'>,
  { id }: Pick<HeldKey, 'id'>
): string | null => {
  const cache = fields['prompt_cache_key']
  const named =
    textOf(headers, 'x-stageroute-session') ??
    (typeof cache === 'string' && cache !== '' ? cache.slice(0, LONGEST) : null)
  return named === null ? null : `${id} ${named}`
}
