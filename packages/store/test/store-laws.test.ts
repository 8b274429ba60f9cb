import * as TE from 'fp-ts/TaskEither'
import { makeMemoryStore, recover, type Store } from '@stageroute/store'
import { storeLaws } from '@stageroute/store/testing'

/** The laws that a store breaks. */
const broken = async (spoil: (store: Store) => Partial<Store>): Promise<ReadonlyArray<string>> => {
  const open = (): Promise<Store> => {
    const store = makeMemoryStore()
    return Promise.resolve({ ...store, ...spoil(store) })
  }
  const names: Array<string> = []
  for (const { name, check } of storeLaws({ open, reopen: open }))
    await check().catch(() => names.push(name))
  return names
}

test.each([
  [
    'forgets order',
    'events are kept as they were, in their order',
    ({ append }: Store) => ({
      append: (events) => append([...events].reverse())
    })
  ],
  [
    'gives pages that are too long',
    'events are read by pages',
    ({ read }: Store) => ({ read: (after, most) => read(after, most + 1) })
  ],
  [
    'keeps a key twice',
    'a key is kept once',
    ({ append }: Store) => ({
      append: (events) => append(events.map((event) => ({ ...event, key: null })))
    })
  ],
  [
    'keeps a single snapshot',
    'the newest snapshots are kept',
    ({ snapshots }: Store) => ({
      snapshots: (name) =>
        TE.map((all: ReadonlyArray<never>) => all.slice(0, 1))(snapshots(name) as never)
    })
  ],
  [
    'reads no second page',
    'a snapshot and the events behind it are what all events are',
    ({ read }: Store) => ({
      read: (after, most) => (after >= 1000 ? TE.right([]) : read(after, most))
    })
  ],
  [
    'has the newest snapshot alone',
    'a snapshot that cannot be used is told, and the one before it taken',
    ({ snapshots, read }: Store) => ({
      snapshots: (name) =>
        TE.map((all: ReadonlyArray<never>) => all.slice(0, 1))(snapshots(name) as never),
      read: (after, most) => (after === 0 ? TE.right([]) : read(after, most))
    })
  ],
  [
    'forgets the last event',
    'old events are forgotten, and positions go on',
    () => {
      let kept: ReadonlyArray<number> = []
      let next = 0
      const keep = (count: number): ReadonlyArray<number> =>
        Array.from({ length: count }, () => ++next)
      return {
        append: (events) => {
          if (kept.length === 0) next = 0
          const added = keep(events.length)
          kept = [...kept, ...added]
          return TE.right(added)
        },
        forget: () => {
          const { length } = kept
          kept = []
          return TE.right(length)
        }
      }
    }
  ],
  [
    'forgets nothing',
    'old events are forgotten, and positions go on',
    () => ({ forget: () => TE.right(0) })
  ],
  ['forgets with the process', 'what is kept survives the end of the process', () => ({})]
] as ReadonlyArray<readonly [string, string, (store: Store) => Partial<Store>]>)(
  'a store that %s is found out',
  async (_, law, spoil) => {
    expect(await broken(spoil)).toContain(law)
  }
)

test('what a store cannot do is told by who recovers from it', async () => {
  const failure = { _tag: 'unusable', problem: 'the disk is gone' } as const
  const store = { ...makeMemoryStore(), read: () => TE.left(failure) }
  const start = () => 0
  const found = await recover(store, {
    name: 'x',
    start,
    restore: () => ({ _tag: 'Right', right: 0 }),
    apply: (state) => state
  })()
  expect(found).toEqual({ _tag: 'Left', left: failure })
})
