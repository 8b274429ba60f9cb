import type { IncomingHttpHeaders } from 'node:http'
import type { LiveQuery } from '@stageroute/engine'
import type { ClientRequest } from '@stageroute/gateway'
import type { Gateway } from '../gateway'
import type { HeldKey } from '../keys/held-key'
import { categoryOf, conversationOf, regionsOf } from './hints'
import { chargesOf } from './served-model'

/** A request as far as its model depends on it. */
export interface RoutedRequest {
  readonly request: ClientRequest
  readonly headers: IncomingHttpHeaders
  readonly key: HeldKey
  /** Who pays. */
  readonly accounts: ReadonlyArray<string>
  /** The most tokens that its input can have. */
  readonly input: number
  /** Tokens that it is likely to have, input and output together. */
  readonly tokens: number
  /** The only model that may answer, or null. */
  readonly only: string | null
}

/** Returns what the engine has to know of a request. */
export const toLiveQuery = (
  { setup, clock }: Gateway,
  { request, headers, key, accounts, input, tokens, only }: RoutedRequest
): LiveQuery => ({
  accounts,
  category: categoryOf(setup.config, headers, request),
  needs: request.needs,
  regions: regionsOf(headers),
  tokens,
  only,
  conversation: conversationOf(headers, request, key),
  chargeOf: chargesOf(setup.models, request, input),
  now: clock.now()
})
