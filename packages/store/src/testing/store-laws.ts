import { invariant } from '@stageroute/numeric'
import * as E from 'fp-ts/Either'
import type * as TE from 'fp-ts/TaskEither'
import { recover, type Recovery } from '../recover'
import { keptSnapshots, type NewEvent, type Store, type StoreFailure } from '../store'

/**
 * A statement that every store keeps; `check` rejects where one does not.
 *
 * @category law
 * @since 0.1.0
 */
export interface StoreLaw {
  readonly name: string
  readonly check: () => Promise<void>
}

const get = async <A>(task: TE.TaskEither<StoreFailure, A>): Promise<A> => {
  const result = await task()
  invariant(E.isRight(result), 'a store that works does what it is asked')
  return result.right
}

const event = (number: number, key: string | null = null): NewEvent => ({
  kind: number % 2 === 0 ? 'even' : 'odd',
  key,
  at: 1_700_000_000_000 + number,
  body: JSON.stringify({ number, text: 'a "quoted" line\n, \u0000 and 日本語' })
})

const same = (found: unknown, wanted: unknown, what: string): void =>
  invariant(JSON.stringify(found) === JSON.stringify(wanted), what)

/** The sum of the numbers seen, and how many: the order of additions does not show in it, so that a hash of them goes along. */
interface Tally {
  readonly count: number
  readonly hash: number
}

const tally: Recovery<Tally> = {
  name: 'tally',
  start: () => ({ count: 0, hash: 0 }),
  restore: (body) =>
    body.startsWith('{') ? E.right(JSON.parse(body) as Tally) : E.left('is no tally'),
  apply: ({ count, hash }, { at, position }) => ({
    count: count + 1,
    hash: (hash * 31 + (at % 1000) + position) % 1_000_003
  })
}

const appendMany = async (store: Store, from: number, to: number): Promise<void> => {
  for (let number = from; number < to; number += 100) {
    const events = Array.from({ length: Math.min(100, to - number) }, (_, i) => event(number + i))
    await get(store.append(events))
  }
}

type Check = (store: Store, reopen: () => Promise<Store>) => Promise<void>

const keepsOrder: Check = async (store) => {
  const first = await get(store.append([event(1), event(2)]))
  const second = await get(store.append([event(3)]))
  same([...first, ...second], [1, 2, 3], 'positions rise by one, from one on')
  const kept = await get(store.read(0, 10))
  const wanted = [1, 2, 3].map((number) => ({ ...event(number), position: number }))
  same(
    kept.map(({ kind, key, at, body, position }) => ({ kind, key, at, body, position })),
    wanted,
    'events are kept as they were, in their order'
  )
}

const readsPages: Check = async (store) => {
  await get(store.append([]))
  await get(store.append([1, 2, 3, 4, 5].map((number) => event(number))))
  const positions = async (after: number, most: number): Promise<ReadonlyArray<number>> =>
    (await get(store.read(after, most))).map(({ position }) => position)
  same(await positions(0, 2), [1, 2], 'the first page')
  same(await positions(2, 2), [3, 4], 'a page goes on behind a position')
  same(await positions(4, 2), [5], 'the last page is shorter')
  same(await positions(5, 2), [], 'and then there is none')
}

const keepsKeysOnce: Check = async (store) => {
  same(await get(store.append([event(1, 'a'), event(2)])), [1, 2], 'kept for the first time')
  same(
    await get(store.append([event(9, 'a'), event(3, 'b'), event(3, 'b')])),
    [1, 3, 3],
    'a key that is kept has the position of the first time, within one call too'
  )
  const kept = await get(store.read(0, 10))
  same(
    kept.map(({ at }) => at % 1000),
    [1, 2, 3],
    'what comes again changes nothing'
  )
}

const keepsNewestSnapshots: Check = async (store) => {
  for (const position of [1, 3, 2, 5, 4])
    await get(store.putSnapshot('a', { position, body: `at ${position}` }))
  await get(store.putSnapshot('b', { position: 9, body: 'other' }))
  const kept = await get(store.snapshots('a'))
  same(
    kept.map(({ position, body }) => [position, body]),
    [5, 4, 3].map((position) => [position, `at ${position}`]),
    `the ${keptSnapshots} newest snapshots of a name, the newest first`
  )
  await get(store.putSnapshot('a', { position: 5, body: 'again' }))
  same((await get(store.snapshots('a')))[0]?.body, 'again', 'one of a position replaces the other')
  same(await get(store.snapshots('c')), [], 'a name without snapshots has none')
}

const replaysAlike: Check = async (store) => {
  await appendMany(store, 0, 1500)
  const half = await get(recover(store, tally))
  await get(
    store.putSnapshot('tally', { position: half.position, body: JSON.stringify(half.state) })
  )
  await appendMany(store, 1500, 2600)
  const all = await get(recover(store, { ...tally, name: 'none' }))
  const behind = await get(recover(store, tally))
  same(all.state.count, 2600, 'every event is replayed')
  same(
    [behind.state, behind.position],
    [all.state, all.position],
    'snapshot and tail are the whole'
  )
}

const refusesBadSnapshots: Check = async (store) => {
  await appendMany(store, 0, 30)
  const state = JSON.stringify((await get(recover(store, tally))).state)
  await get(store.putSnapshot('tally', { position: 30, body: state }))
  await appendMany(store, 30, 40)
  await get(store.putSnapshot('tally', { position: 40, body: 'rotten' }))
  const found = await get(recover(store, tally))
  same(found.state.count, 40, 'the snapshot before a bad one is taken, and the events behind it')
  same(found.refused, [{ position: 40, problem: 'is no tally' }], 'the bad one is told')
}

const forgetsOld: Check = async (store) => {
  const late = Number.MAX_SAFE_INTEGER
  await get(store.append([1, 2, 3, 4, 5].map((number) => event(number, `key ${number}`))))
  const forget = (before: number, earlierThan: number, most: number): Promise<number> =>
    get(store.forget({ before, earlierThan, most }))
  same(await forget(4, event(3).at, 10), 2, 'what is too young stays')
  same(await forget(4, late, 10), 1, 'what is behind the position stays')
  same(await forget(99, late, 0), 0, 'no more are looked at than was said')
  const positions = async (): Promise<ReadonlyArray<number>> =>
    (await get(store.read(0, 10))).map(({ position }) => position)
  same(await positions(), [4, 5], 'the others are there, at their positions')
  same(await forget(99, late, 10), 1, 'the last of all stays')
  same(await get(store.append([event(6), event(1, 'key 1')])), [6, 7], 'positions go on')
  same(await positions(), [5, 6, 7], 'and a key that was forgotten is new')
}

const refusesGaps: Check = async (store) => {
  await appendMany(store, 0, 30)
  const { state } = await get(recover(store, tally))
  await get(store.putSnapshot('tally', { position: 30, body: JSON.stringify(state) }))
  await appendMany(store, 30, 40)
  const old = { before: 31, earlierThan: Number.MAX_SAFE_INTEGER, most: 30 }
  await get(store.forget(old))
  same((await get(recover(store, tally))).state.count, 40, 'a snapshot needs nothing before it')
  const without = await recover(store, { ...tally, name: 'none' })()
  invariant(E.isLeft(without), 'without its first events a state is not what it was')
}

const survives: Check = async (store, reopen) => {
  await get(store.append([event(1, 'a'), event(2)]))
  await get(store.putSnapshot('a', { position: 2, body: 'x' }))
  await store.close()
  const again = await reopen()
  same((await get(again.read(0, 10))).length, 2, 'events survive')
  same((await get(again.snapshots('a'))).length, 1, 'snapshots survive')
  same(await get(again.append([event(3, 'a'), event(4)])), [1, 3], 'keys and positions survive')
  await again.close()
}

/**
 * Returns the laws of a store. `open` opens an empty one; `reopen`, where there is one, opens again what was closed last.
 *
 * @category law
 * @since 0.1.0
 * @example
 * import { makeMemoryStore } from '@stageroute/store'
 * import { storeLaws } from '@stageroute/store/testing'
 *
 * storeLaws({ open: () => Promise.resolve(makeMemoryStore()) }).length // => 8
 */
export const storeLaws = ({
  open,
  reopen
}: {
  readonly open: () => Promise<Store>
  readonly reopen?: () => Promise<Store>
}): ReadonlyArray<StoreLaw> => {
  const laws: ReadonlyArray<readonly [string, Check]> = [
    ['events are kept as they were, in their order', keepsOrder],
    ['events are read by pages', readsPages],
    ['a key is kept once', keepsKeysOnce],
    ['the newest snapshots are kept', keepsNewestSnapshots],
    ['a snapshot and the events behind it are what all events are', replaysAlike],
    ['a snapshot that cannot be used is told, and the one before it taken', refusesBadSnapshots],
    ['old events are forgotten, and positions go on', forgetsOld],
    ['a state whose events are not all there is none', refusesGaps],
    ...(reopen === undefined
      ? []
      : [['what is kept survives the end of the process', survives] as const])
  ]
  return laws.map(([name, check]) => ({
    name,
    check: async () => check(await open(), reopen ?? open)
  }))
}
