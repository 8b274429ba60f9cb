import { copyFileSync, statSync } from 'node:fs'
import Database from 'libsql'
import { makeCheckpoints, type Checkpoints, type LogPages } from '../src/checkpoints'
import { temporaryFile } from './temporary'

const opened: Array<{ readonly close: () => unknown }> = []

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

const pageBytes = 4096

/** A file with a table, what adds a page to it, and its checkpoints. */
const openFile = (limits?: LogPages) => {
  const file = temporaryFile()
  const database = new Database(file)
  database.exec('pragma journal_mode = wal; create table pages (body text)')
  const checkpoints: Checkpoints = makeCheckpoints(file, database, limits)
  opened.push(checkpoints, { close: () => database.close() })
  const insert = database.prepare('insert into pages values (?)')
  const add = (count: number): void => {
    for (let i = 0; i < count; i++) insert.run(['x'.repeat(pageBytes - 100)])
    checkpoints.written(count)
    checkpoints.begin()
  }
  const sizes = () => ({ file: statSync(file).size, log: statSync(`${file}-wal`).size })
  return { file, database, checkpoints, add, sizes }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('the log is written into the file when it is worth it, and not before', async () => {
  const few = openFile({ worthwhile: 100, tooMany: Infinity })
  const many = openFile({ worthwhile: 100, tooMany: Infinity })
  few.add(99)
  many.add(500)
  while (many.sizes().file < 500 * pageBytes) await turn()
  expect(few.sizes().file).toBeLessThan(10 * pageBytes)
  few.add(1)
  while (few.sizes().file < 100 * pageBytes) await turn()
})

test('the writer does not write the log into the file by itself', () => {
  const { add, sizes } = openFile({ worthwhile: Infinity, tooMany: Infinity })
  add(1500)
  expect(sizes().file).toBeLessThan(10 * pageBytes)
})

test('a log that is too long although it is written into the file again and again is begun anew', async () => {
  const { database, add, sizes } = openFile({ worthwhile: 10, tooMany: 100 })
  const farTooLong = 25_000 * pageBytes
  let before = 0
  do {
    before = sizes().log
    add(1)
    await turn()
  } while (sizes().log > before && before < farTooLong)
  expect(before).toBeLessThan(farTooLong)
  expect(database.prepare('pragma integrity_check').all([])).toEqual([{ integrity_check: 'ok' }])
})

test('closing waits for the one under way, and writes the rest', async () => {
  const { file, checkpoints, add } = openFile({ worthwhile: 100, tooMany: Infinity })
  add(1000)
  add(50)
  await checkpoints.close()
  copyFileSync(file, `${file}.copy`)
  const copy = new Database(`${file}.copy`)
  opened.push(copy)
  expect(copy.prepare('select count(*) as count from pages').all([])).toEqual([{ count: 1050 }])
})
