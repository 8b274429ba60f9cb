import { readKeyId } from './api-key'
import { digestOf, isKeyOf, type KeyHash } from './key-hash'

/**
 * Whose key a token is: `unknown` for nobody's, `busy` where too many are being looked at to look at one more.
 *
 * @category key
 * @since 0.1.0
 */
export type KeyCheck<K> =
  | { readonly _tag: 'known'; readonly key: K }
  | { readonly _tag: 'unknown' }
  | { readonly _tag: 'busy' }

/**
 * The keys that open a server.
 *
 * @category key
 * @since 0.1.0
 */
export interface KeyRing<K> {
  /** The key of a token that was found right before, at once; null where it has to be checked. */
  readonly recall: (token: string) => K | null
  /** Checks a token, slowly. */
  readonly check: (token: string) => Promise<KeyCheck<K>>
  /** Replaces all keys: what is no longer among them opens nothing from now on. */
  readonly replace: (keys: ReadonlyMap<string, K>) => void
}

/**
 * Returns a ring of keys by their ids. At most so many tokens are checked at a time, whoever sends them: the slow hash is not for others to keep us busy with.
 *
 * @category key
 * @since 0.1.0
 */
export const makeKeyRing = <K extends KeyHash>(
  first: ReadonlyMap<string, K>,
  mostChecks: number
): KeyRing<K> => {
  let keys = first
  let checks = 0
  /** Ids of keys by the digests of their whole tokens. */
  const found = new Map<string, string>()
  const underWay = new Map<string, Promise<KeyCheck<K>>>()
  const checkOnce = async (token: string, digest: string): Promise<KeyCheck<K>> => {
    const id = readKeyId(token)
    const key = id === null ? undefined : keys.get(id)
    if (id === null || key === undefined) return { _tag: 'unknown' }
    if (checks >= mostChecks) return { _tag: 'busy' }
    checks++
    try {
      if (!(await isKeyOf(token, key))) return { _tag: 'unknown' }
    } finally {
      checks--
    }
    // It may have been taken away, or given other rights, while it was being checked.
    const now = keys.get(id)
    if (now?.hash !== key.hash) return { _tag: 'unknown' }
    found.set(digest, id)
    return { _tag: 'known', key: now }
  }
  return {
    recall: (token) => {
      const id = found.get(digestOf(token))
      return id === undefined ? null : (keys.get(id) ?? null)
    },
    check: (token) => {
      const digest = digestOf(token)
      // Whoever comes with the same token meanwhile hears the same: one check is enough for all of them.
      const known = underWay.get(digest)
      if (known !== undefined) return known
      const checking = checkOnce(token, digest).finally(() => underWay.delete(digest))
      underWay.set(digest, checking)
      return checking
    },
    replace: (others) => {
      // A key of the same id with another hash is another key.
      for (const [digest, id] of found)
        if (others.get(id)?.hash !== keys.get(id)?.hash) found.delete(digest)
      keys = others
    }
  }
}
