import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'libsql'
import { makeMemoryStore, type NewEvent, type Store } from '@stageroute/store'
import { openSqliteStore, type SqliteSettings } from '@stageroute/store-sql'
import { storeLaws } from '@stageroute/store/testing'
import { failureOf, rightOf, temporaryFile } from './temporary'

const opened: Array<Store> = []

afterEach(() => Promise.all(opened.splice(0).map((store) => store.close().catch(() => undefined))))

const open = async (
  file: string,
  survives: SqliteSettings['survives'] = 'process'
): Promise<Store> => {
  const store = await rightOf(openSqliteStore({ file, survives }))
  opened.push(store)
  return store
}

describe.each(['process', 'power'] as const)('a store that survives the loss of %s', (survives) => {
  let file = ''
  const openNew = (): Promise<Store> => {
    file = temporaryFile()
    return open(file, survives)
  }
  for (const law of storeLaws({ open: openNew, reopen: () => open(file, survives) }))
    test(law.name, law.check)
})

const event = (body: string): NewEvent => ({ kind: 'x', key: null, at: 1, body })

test('a file is for its owner alone', async () => {
  const file = temporaryFile()
  await open(file)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a file is open once', async () => {
  const file = temporaryFile()
  await open(file)
  expect(await failureOf(openSqliteStore({ file, survives: 'process' }))).toEqual({
    _tag: 'unusable',
    problem: `${file}: is open in another process`
  })
})

test('who is refused a file that is open does not open it for others', async () => {
  const file = temporaryFile()
  await open(file)
  await failureOf(openSqliteStore({ file, survives: 'process' }))
  const script = `
    const { openSqliteStore } = require(${JSON.stringify(join(__dirname, '..', 'dist'))})
    openSqliteStore({ file: ${JSON.stringify(file)}, survives: 'process' })().then((opened) => console.log(JSON.stringify(opened)))`
  const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' })
  expect(stdout).toContain('is open in another process')
})

test('a file that is no store is told, and left as it is', async () => {
  const file = temporaryFile()
  writeFileSync(file, 'something else, of some length '.repeat(100))
  const failure = await failureOf(openSqliteStore({ file, survives: 'process' }))
  expect(failure._tag).toBe('unusable')
  expect(failure.problem).toContain(file)
  expect(readFileSync(file, 'utf8')).toContain('something else')
})

test('a folder that is not there is told', async () => {
  const file = join(temporaryFile(), 'deeper', 'state.db')
  const failure = await failureOf(openSqliteStore({ file, survives: 'process' }))
  expect(failure.problem).toContain('ENOENT')
})

test('a file of a later version is refused', async () => {
  const file = temporaryFile()
  await (await open(file)).close()
  const database = new Database(file)
  database.exec(`insert into stageroute_migrations values ('9999-from-the-future', '2030')`)
  database.close()
  const failure = await failureOf(openSqliteStore({ file, survives: 'process' }))
  expect(failure.problem).toContain('9999-from-the-future')
})

test('a file whose tables are others is told, and can be opened when they are not', async () => {
  const file = temporaryFile()
  await (await open(file)).close()
  const rename = (from: string, to: string): void => {
    const database = new Database(file)
    database.exec(`alter table stageroute_events rename column ${from} to ${to}`)
    database.close()
  }
  rename('body', 'other')
  const failure = await failureOf(openSqliteStore({ file, survives: 'process' }))
  expect(failure.problem).toContain('no column named body')
  rename('other', 'body')
  await rightOf((await open(file)).append([event('kept')]))
})

/** Opens a store in which events that are called 'refused' make an append fail, as a statement of SQLite says how. */
const openRefusing = async (statement: string): Promise<Store> => {
  const file = temporaryFile()
  const store = await open(file)
  await rightOf(store.append([event('kept')]))
  await store.close()
  const database = new Database(file)
  database.exec(`create trigger refuse before insert on stageroute_events when new.body = 'refused'
    begin select ${statement}; end`)
  database.close()
  return open(file)
}

test.each([
  ['and goes on', "raise(abort, 'database or disk is full')"],
  ['and ends the transaction itself', "raise(rollback, 'database or disk is full')"],
  ['and keeps what it has written by then', "raise(fail, 'database or disk is full')"]
])('a disk without room that is told %s keeps what there is', async (_, statement) => {
  const store = await openRefusing(statement)
  expect(await rightOf(store.append([event('kept too')]))).toEqual([2])
  for (const before of [0, 1, 40]) {
    const events = [...Array<NewEvent>(before).fill(event('a')), event('refused'), event('b')]
    expect((await failureOf(store.append(events)))._tag).toBe('full')
  }
  expect(await rightOf(store.append([event('and later')]))).toEqual([3])
  expect((await rightOf(store.read(0, 100))).map(({ body, position }) => [position, body])).toEqual(
    [
      [1, 'kept'],
      [2, 'kept too'],
      [3, 'and later']
    ]
  )
})

test('a key of an append that failed is free', async () => {
  const store = await openRefusing("raise(abort, 'no')")
  const keyed = (body: string): NewEvent => ({ ...event(body), key: 'a' })
  await failureOf(store.append([keyed('x'), event('refused')]))
  expect(await rightOf(store.append([event('y'), keyed('z'), keyed('z')]))).toEqual([2, 3, 3])
})

test('appends of any length give the positions and events that the store in memory gives', async () => {
  const [store, reference] = [await open(temporaryFile()), makeMemoryStore()]
  const lengths = [0, 1, 2, 7, 8, 9, 31, 32, 33, 40, 41, 73, 150]
  for (const [round, length] of [...lengths, ...lengths].entries()) {
    const events = Array.from({ length }, (_, i) => ({
      kind: `kind ${i % 3}`,
      // A third has no key, a third a new one, and a third one of some round before or of this one.
      key: [null, `${round}-${i}`, `${round % 5}-${i - (i % 7)}`][i % 3] ?? null,
      at: round * 1000 + i,
      body: JSON.stringify({ round, i })
    }))
    expect(await rightOf(store.append(events))).toEqual(await rightOf(reference.append(events)))
  }
  expect(await rightOf(store.read(0, 10_000))).toEqual(await rightOf(reference.read(0, 10_000)))
})

test('one who writes to the file all the same costs an append, and no position', async () => {
  const file = temporaryFile()
  const store = await open(file)
  await rightOf(store.append([event('ours')]))
  const database = new Database(file)
  database.exec("insert into stageroute_events values (2, 'x', null, 1, 'theirs')")
  database.close()
  expect((await failureOf(store.append([event('lost')])))._tag).toBe('unusable')
  expect(await rightOf(store.append([event('ours again')]))).toEqual([3])
})

test('a store that is closed keeps nothing and tells nothing, and may be closed again', async () => {
  const file = temporaryFile()
  const store = await open(file)
  await rightOf(store.append([event('kept')]))
  const closing = store.close()
  for (const task of [
    store.append([event('late')]),
    store.read(0, 1),
    store.putSnapshot('a', { position: 1, body: 'late' }),
    store.snapshots('a')
  ])
    expect((await failureOf(task)).problem).toBe(`${file}: is closed`)
  await Promise.all([closing, store.close()])
  const again = await open(file)
  expect((await rightOf(again.read(0, 10))).map(({ body }) => body)).toEqual(['kept'])
  expect(await rightOf(again.snapshots('a'))).toEqual([])
})

test('an event without a key changes one page', async () => {
  const file = temporaryFile()
  const store = await open(file)
  await rightOf(store.append([event('a')]))
  const before = statSync(`${file}-wal`).size
  await rightOf(store.append([event('b')]))
  const [page, header] = [4096, 24]
  expect(statSync(`${file}-wal`).size - before).toBe(page + header)
})

const turn = () => new Promise((resolve) => setImmediate(resolve))
const megabyte = 2 ** 20
const long = 'x'.repeat(5 * megabyte)

test('events are written into the file beside the appends', async () => {
  const file = temporaryFile()
  const store = await open(file)
  await rightOf(store.append([event(long)]))
  while (statSync(file).size < 5 * megabyte) await turn()
})

test('a snapshot is written into the file with the next event that is new', async () => {
  const [file, other] = [temporaryFile(), temporaryFile()]
  const [store, otherStore] = [await open(file), await open(other)]
  const keyed = { ...event('x'), key: 'a' }
  await rightOf(store.append([keyed]))
  await rightOf(store.putSnapshot('a', { position: 1, body: long }))
  // Nothing is added to the log, of which SQLite must then not be asked to write it: see the checkpoints.
  await rightOf(store.append([keyed]))
  await rightOf(otherStore.append([event(long)]))
  while (statSync(other).size < 5 * megabyte) await turn()
  expect(statSync(file).size).toBeLessThan(megabyte)
  await rightOf(store.append([event('y')]))
  while (statSync(file).size < 5 * megabyte) await turn()
})

test('a snapshot that is older than those that are kept is deleted', async () => {
  const file = temporaryFile()
  const store = await open(file)
  for (const position of [1, 2, 3, 4, 5])
    await rightOf(store.putSnapshot('a', { position, body: 'x' }))
  await rightOf(store.putSnapshot('b', { position: 1, body: 'x' }))
  await store.close()
  const database = new Database(file)
  const rows = database.prepare('select name, position from stageroute_snapshots order by 1, 2')
  expect(rows.raw().all([])).toEqual([
    ['a', 3],
    ['a', 4],
    ['a', 5],
    ['b', 1]
  ])
  database.close()
})

test('the file of a store that was closed has everything in it', async () => {
  const file = temporaryFile()
  const store = await open(file)
  await rightOf(store.append(Array<NewEvent>(500).fill(event('x'.repeat(500)))))
  await store.close()
  copyFileSync(file, `${file}.copy`)
  expect(await rightOf((await open(`${file}.copy`)).read(0, 1000))).toHaveLength(500)
})

test('appends that are made at once are all kept, each at its position', async () => {
  const store = await open(temporaryFile())
  const calls = Array.from({ length: 50 }, (_, i) =>
    store.append([event(`${i}`), event(`${i}b`)])()
  )
  const positions = (await Promise.all(calls)).flatMap((result) =>
    result._tag === 'Right' ? [...result.right] : []
  )
  expect([...positions].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
})

test('what was kept is there after the process was killed', async () => {
  const file = temporaryFile()
  const script = `
    const { openSqliteStore } = require(${JSON.stringify(join(__dirname, '..', 'dist'))})
    openSqliteStore({ file: ${JSON.stringify(file)}, survives: 'process' })().then(async ({ right: store }) => {
      for (let i = 1; ; i++) {
        await store.append([{ kind: 'x', key: 'k' + i, at: i, body: '{}' }])()
        process.stdout.write(i + '\\n')
      }
    })`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString()
    if (told.split('\n').length > 50) child.kill('SIGKILL')
  })
  await once(child, 'close')
  const last = Number(told.trimEnd().split('\n').at(-1))
  const store = await open(file)
  const kept = await rightOf(store.read(0, 1e6))
  expect(kept.length).toBeGreaterThanOrEqual(last)
  expect(kept.map(({ position }) => position)).toEqual(kept.map((_, i) => i + 1))
}, 30_000)

test('a file that may not be read is told', async () => {
  const file = temporaryFile()
  mkdirSync(join(dirname(file), 'state.db'))
  chmodSync(dirname(file), 0o700)
  const failure = await failureOf(openSqliteStore({ file, survives: 'process' }))
  expect(failure.problem).toContain(file)
})
