import * as E from 'fp-ts/Either'

/**
 * Where an upstream is: an origin, and the path that all of its paths begin with, without a slash at its end.
 *
 * @category upstream
 * @since 0.1.0
 */
export interface BaseUrl {
  readonly origin: string
  readonly path: string
}

/**
 * Reads the base URL of an upstream from a configuration.
 *
 * Errors: what is wrong with it, in words: no URL, another protocol than http and https, or with a user, a query or a fragment, which would be sent along
 *   or be lost.
 *
 * @category upstream
 * @since 0.1.0
 * @example
 * import { readBaseUrl } from '@stageroute/gateway'
 *
 * const read = readBaseUrl('https://api.openai.com/v1/')
 * read // => { _tag: 'Right', right: { origin: 'https://api.openai.com', path: '/v1' } }
 */
export const readBaseUrl = (text: string): E.Either<string, BaseUrl> => {
  if (!URL.canParse(text)) return E.left('is no URL')
  const { protocol, origin, pathname, username, password, search, hash } = new URL(text)
  if (protocol !== 'http:' && protocol !== 'https:') return E.left('is neither http nor https')
  if (username !== '' || password !== '') return E.left('has a user or password in it')
  if (search !== '' || hash !== '') return E.left('has a query or a fragment')
  return E.right({ origin, path: pathname.replace(/\/+$/, '') })
}
