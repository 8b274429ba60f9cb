import { stringify } from 'yaml'
import { hashKey, makeApiKey, type KeyHash } from '@stageroute/gateway'
import type { KeyEntry } from '../config/gateway-config'
import type { Role } from './held-key'

/** What keys may be allowed. */
export const keyRoles: ReadonlyArray<Role> = ['call', 'feedback', 'read', 'admin']

/** A new key, and what is kept of it. */
export interface NewKey {
  readonly id: string
  readonly token: string
  readonly hash: KeyHash
}

/** Makes a key of random bytes. */
export const makeKey = async (random: (bytes: number) => Uint8Array): Promise<NewKey> => {
  const { id, token } = makeApiKey(random)
  return { id, token, hash: await hashKey(token, random) }
}

/** Returns the entry of the configuration for a key. */
export const keyEntryText = (
  entry: Pick<KeyEntry, 'id' | 'hash' | 'name'> & { readonly roles: ReadonlyArray<Role> }
): string => stringify([entry]).trimEnd()
