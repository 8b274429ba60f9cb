import { copyFileSync, statSync } from 'node:fs'
import * as E from 'fp-ts/Either'
import Database from 'libsql'
import { openAside, type Aside } from '../src/aside'
import { makeCheckpoints, type LogPages } from '../src/checkpoints'
import { temporaryFile } from './temporary'

const opened: Array<{ readonly close: () => unknown }> = []

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

const pageBytes = 4096
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** A file with a table, what adds pages to it, and its checkpoints. */
const openFile = (limits: LogPages, makeAside: (file: string) => Aside = openAside) => {
  const file = temporaryFile()
  const database = new Database(file)
  database.exec('pragma journal_mode = wal; create table pages (body text)')
  const checkpoints = makeCheckpoints(database, makeAside(file), limits)
  opened.push(checkpoints, { close: () => database.close() })
  const insert = database.prepare('insert into pages values (?)')
  const add = (count: number): void => {
    for (let i = 0; i < count; i++) insert.run(['x'.repeat(pageBytes - 100)])
    checkpoints.written(count)
    checkpoints.begin()
  }
  return { file, checkpoints, add, pages: () => statSync(file).size / pageBytes }
}

/** A connection that writes nothing, and answers when and what it is let. */
const fakeAside = () => {
  const waiting: Array<(log: E.Either<unknown, number>) => void> = []
  let [begun, isClosed] = [0, false]
  const aside: Aside = {
    checkpoint: () => {
      begun++
      return new Promise((resolve) => waiting.push(resolve))
    },
    close: () => (isClosed = true)
  }
  const answer = async (log: E.Either<unknown, number>): Promise<void> => {
    waiting.shift()?.(log)
    await turn()
  }
  return { aside, answer, begun: () => begun, isClosed: () => isClosed }
}

const limits = { worthwhile: 100, tooMany: 1000 }

test('the log is written into the file beside the writer', async () => {
  const { add, pages } = openFile({ worthwhile: 100, tooMany: Infinity })
  add(100)
  while (pages() < 100) await turn()
})

test('the writer does not write the log into the file by itself', () => {
  const { add, pages } = openFile({ worthwhile: Infinity, tooMany: Infinity })
  add(1500)
  expect(pages()).toBeLessThan(10)
})

test('a checkpoint begins when there is enough for one, and none is under way', async () => {
  const fake = fakeAside()
  const { add } = openFile(limits, () => fake.aside)
  const begun = (count: number): number => {
    add(count)
    return fake.begun()
  }
  expect([begun(99), begun(1), begun(100), begun(1)]).toEqual([0, 1, 1, 1])
  await fake.answer(E.right(200))
  expect([begun(1), begun(99)]).toEqual([2, 2])
  await fake.answer(E.right(300))
  expect([begun(0), begun(1)]).toEqual([2, 3])
  await fake.answer(E.right(300))
})

test.each([
  ['leaves the rest to the next, when the log is short', E.right(999), false],
  ['writes the rest itself, when the log is too long', E.right(1000), true],
  ['writes it itself, when it could not be written aside', E.left('no'), true]
])('after a checkpoint the writer %s', async (_, log, isWritten) => {
  const fake = fakeAside()
  const { add, pages } = openFile(limits, () => fake.aside)
  add(200)
  await fake.answer(log)
  expect(pages() >= 200).toBe(isWritten)
})

test('closing waits for the one under way, and writes the rest', async () => {
  const fake = fakeAside()
  const { file, checkpoints, add } = openFile(limits, () => fake.aside)
  add(200)
  let isDone = false
  const closing = checkpoints.close().then(() => (isDone = true))
  await turn()
  expect([isDone, fake.isClosed()]).toEqual([false, false])
  await fake.answer(E.right(0))
  await closing
  expect(fake.isClosed()).toBe(true)
  copyFileSync(file, `${file}.copy`)
  const copy = new Database(`${file}.copy`)
  opened.push(copy)
  expect(copy.prepare('select count(*) as count from pages').all([])).toEqual([{ count: 200 }])
})

test('a checkpoint that cannot be made is a failure that is told', async () => {
  const aside = openAside(temporaryFile())
  aside.close()
  expect((await aside.checkpoint())._tag).toBe('Left')
})
