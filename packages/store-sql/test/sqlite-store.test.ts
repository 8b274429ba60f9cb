import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'libsql'
import type { NewEvent, Store } from '@stageroute/store'
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

test('a disk without room keeps what there is, and says so', async () => {
  const file = temporaryFile()
  const store = await open(file)
  await rightOf(store.append([event('kept')]))
  await store.close()
  const database = new Database(file)
  database.exec(`create trigger no_room before insert on stageroute_events when length(new.body) > 1000000
    begin select raise(abort, 'database or disk is full'); end`)
  database.close()
  const again = await open(file)
  const failure = await failureOf(again.append([event('a'), event('x'.repeat(1_000_001))]))
  expect(failure._tag).toBe('full')
  expect((await rightOf(again.read(0, 10))).map(({ body }) => body)).toEqual(['kept'])
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
