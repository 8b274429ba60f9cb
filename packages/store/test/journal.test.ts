import * as E from 'fp-ts/Either'
import * as TE from 'fp-ts/TaskEither'
import { makeJournal, makeMemoryStore, type NewEvent, type Store } from '@stageroute/store'

const event = (number: number, key: string | null = null): NewEvent => ({
  kind: 'x',
  key,
  at: number,
  body: '{}'
})

/** A store that tells how many events came at a time, and answers when it is let. */
const slowStore = () => {
  const store = makeMemoryStore()
  const batches: Array<number> = []
  const gates: Array<() => void> = []
  const append: Store['append'] = (events) => async () => {
    batches.push(events.length)
    await new Promise<void>((resolve) => gates.push(resolve))
    return store.append(events)()
  }
  return { store: { ...store, append }, batches, let: () => gates.shift()?.() }
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

test('what is handed in at once is kept at once, each with its position', async () => {
  const journal = makeJournal(makeMemoryStore(), 100)
  const kept = await Promise.all([1, 2, 3].map((number) => journal.keep(event(number))))
  expect(kept).toEqual([1, 2, 3].map((position) => E.right(position)))
})

test('what comes while the store is busy waits, and is kept together', async () => {
  const slow = slowStore()
  const journal = makeJournal(slow.store, 100)
  const first = [1, 2].map((number) => journal.keep(event(number)))
  await soon()
  const second = [3, 4, 5].map((number) => journal.keep(event(number)))
  await soon()
  expect([slow.batches, journal.pending()]).toEqual([[2], 5])
  slow.let()
  await Promise.all(first)
  await soon()
  expect([slow.batches, journal.pending()]).toEqual([[2, 3], 3])
  slow.let()
  expect(await Promise.all(second)).toEqual([3, 4, 5].map((position) => E.right(position)))
  expect(journal.pending()).toBe(0)
})

test('nobody is told before the store has kept what was handed in', async () => {
  const slow = slowStore()
  let isTold = false
  void makeJournal(slow.store, 100)
    .keep(event(1))
    .then(() => (isTold = true))
  await soon()
  expect(isTold).toBe(false)
  slow.let()
  await soon()
  expect(isTold).toBe(true)
})

test('more than may wait is refused at once, until there is room', async () => {
  const slow = slowStore()
  const journal = makeJournal(slow.store, 2)
  const kept = [1, 2].map((number) => journal.keep(event(number)))
  await soon()
  expect(await journal.keep(event(3))).toMatchObject({ left: { _tag: 'full' } })
  slow.let()
  await Promise.all(kept)
  const later = journal.keep(event(4))
  await soon()
  slow.let()
  expect(await later).toEqual(E.right(3))
})

test.each([
  ['fails', () => TE.left({ _tag: 'full' as const, problem: 'no room' }), 'no room'],
  ['rejects', () => () => Promise.reject(new Error('gone')), 'gone'],
  ['tells too few positions', () => TE.right([]), 'too few']
])('a store that %s is told to all who wait, and asked again', async (_, append, problem) => {
  const store = makeMemoryStore()
  let isBroken = true
  const journal = makeJournal(
    { append: (events) => (isBroken ? append() : store.append(events)) },
    100
  )
  const kept = await Promise.all([1, 2].map((number) => journal.keep(event(number))))
  for (const result of kept) expect(JSON.stringify(result)).toContain(problem)
  isBroken = false
  expect(await journal.keep(event(3))).toEqual(E.right(1))
})

test('settled waits for what was handed in, and not without cause', async () => {
  const slow = slowStore()
  const journal = makeJournal(slow.store, 100)
  await journal.settled()
  void journal.keep(event(1))
  let isSettled = false
  const settled = journal.settled().then(() => (isSettled = true))
  await soon()
  void journal.keep(event(2))
  slow.let()
  await soon()
  expect(isSettled).toBe(false)
  slow.let()
  await settled
  expect(journal.pending()).toBe(0)
})
