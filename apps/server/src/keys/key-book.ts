import { makeKeyRing, type KeyRing } from '@stageroute/gateway'
import { makeRateBuckets, setRateLimit, type RateBuckets } from '@stageroute/router'
import type { HeldKey } from './held-key'

/** All keys, and how fast each may call. */
export interface KeyBook {
  readonly ring: KeyRing<HeldKey>
  readonly list: () => ReadonlyArray<HeldKey>
  readonly find: (id: string) => HeldKey | undefined
  /** Replaces the keys of the configuration. */
  readonly setConfigured: (keys: ReadonlyArray<HeldKey>, now: number) => void
  /** Adds a key, or replaces the one of its id. */
  readonly put: (key: HeldKey, now: number) => void
  readonly remove: (id: string) => void
  readonly buckets: RateBuckets
  /** The bucket of a key; -1 where it has no limit. */
  readonly bucketOf: (key: HeldKey) => number
}

/** Most keys that have a limit. */
const MOST_LIMITED = 10_000

/** Tokens that are checked slowly at a time; a check takes a core for 30 ms. */
const MOST_CHECKS = 8

const unlimited = { requestsPerMinute: Infinity, tokensPerMinute: Infinity }

/** Returns a book with these keys. */
export const makeKeyBook = (first: ReadonlyArray<HeldKey>, now: number): KeyBook => {
  const keys = new Map<string, HeldKey>()
  const slots = new Map<string, number>()
  const buckets = makeRateBuckets(MOST_LIMITED)
  const ring = makeKeyRing<HeldKey>(new Map(), MOST_CHECKS)
  const takeSlot = (id: string, at: number): number => {
    const slot = freeSlot(slots)
    // What a key that had it before still owes is nobody's any more.
    setRateLimit(buckets, slot, unlimited, at)
    slots.set(id, slot)
    return slot
  }
  const limit = ({ id, requestsPerMinute, tokensPerMinute }: HeldKey, at: number): void => {
    if (requestsPerMinute === null && tokensPerMinute === null) return void slots.delete(id)
    const slot = slots.get(id) ?? takeSlot(id, at)
    setRateLimit(
      buckets,
      slot,
      {
        requestsPerMinute: requestsPerMinute ?? Infinity,
        tokensPerMinute: tokensPerMinute ?? Infinity
      },
      at
    )
  }
  const put = (key: HeldKey, at: number): void => {
    keys.set(key.id, key)
    limit(key, at)
    ring.replace(new Map(keys))
  }
  const remove = (id: string): void => {
    keys.delete(id)
    slots.delete(id)
    ring.replace(new Map(keys))
  }
  first.forEach((key) => put(key, now))
  return {
    ring,
    list: () => [...keys.values()],
    find: (id) => keys.get(id),
    setConfigured: (given, at) => {
      const staying = new Set(given.map(({ id }) => id))
      for (const { id, isConfigured } of keys.values())
        if (isConfigured && !staying.has(id)) remove(id)
      given.forEach((key) => put(key, at))
    },
    put,
    remove,
    buckets,
    bucketOf: ({ id }) => slots.get(id) ?? -1
  }
}

const freeSlot = (slots: ReadonlyMap<string, number>): number => {
  const taken = new Set(slots.values())
  let slot = 0
  while (taken.has(slot)) slot++
  return Math.min(slot, MOST_LIMITED - 1)
}
