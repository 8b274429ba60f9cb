import { spawnSync } from 'node:child_process'
import { Pool } from 'pg'
import type { Store } from '@stageroute/store'
import { openPostgresStore, type PostgresSettings } from '@stageroute/store-sql'
import { storeLaws } from '@stageroute/store/testing'
import { failureOf, rightOf } from './temporary'

const url =
  process.env['STAGEROUTE_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'

const settings = (schema: string): PostgresSettings => ({
  url,
  schema,
  connections: 2,
  connectMs: 5000
})

test('a schema that is no plain name is refused', async () => {
  for (const schema of ['', 'A', 'a"b', 'a b', 'a;drop table x', '1a', 'a'.repeat(64)])
    expect((await failureOf(openPostgresStore(settings(schema))))._tag).toBe('unusable')
})

test('a server that is not there is told without its password', async () => {
  const failure = await failureOf(
    openPostgresStore({ ...settings('s'), url: 'postgres://me:hidden@127.0.0.1:1/x' })
  )
  expect(failure._tag).toBe('unusable')
  expect(JSON.stringify(failure)).not.toContain('hidden')
})

/** Whether a server answers at the place of the URL; asked before the tests are listed. */
const isThere = (): boolean => {
  const { hostname, port } = new URL(url)
  const script = `require('net').connect(${Number(port) || 5432}, ${JSON.stringify(hostname)})
    .on('connect', () => process.exit(0)).on('error', () => process.exit(1))`
  return spawnSync(process.execPath, ['-e', script], { timeout: 5000 }).status === 0
}

const server = isThere()

if (!server && process.env['STAGEROUTE_REQUIRE_SERVICES'] === '1')
  test('PostgreSQL is there', () => {
    throw new Error(`no PostgreSQL at ${new URL(url).host}, and STAGEROUTE_REQUIRE_SERVICES=1`)
  })
else if (!server)
  test.skip('PostgreSQL: no server at STAGEROUTE_TEST_POSTGRES_URL or 127.0.0.1:5432', () =>
    undefined)

const suite = server ? describe : describe.skip

suite('a store in PostgreSQL', () => {
  const prefix = `stageroute_test_${process.pid}`
  let number = 0
  let pool: Pool
  const opened: Array<Store> = []

  const open = async (): Promise<Store> => {
    const store = await rightOf(openPostgresStore(settings(`${prefix}_${number}`)))
    opened.push(store)
    return store
  }

  const openNew = (): Promise<Store> => {
    number++
    return open()
  }

  beforeAll(() => {
    pool = new Pool({ connectionString: url })
  })

  afterEach(() =>
    Promise.all(opened.splice(0).map((store) => store.close().catch(() => undefined)))
  )

  afterAll(async () => {
    for (let i = 0; i <= number; i++)
      await pool.query(`drop schema if exists ${prefix}_${i} cascade`)
    await pool.end()
  })

  for (const law of storeLaws({ open: openNew, reopen: open })) test(law.name, law.check)

  test('processes that share a schema give out every position once', async () => {
    const [first, second] = [await openNew(), await open()]
    const body = { kind: 'x', key: null, at: 1, body: '{}' }
    const calls = Array.from({ length: 40 }, (_, i) =>
      (i % 2 === 0 ? first : second).append([body])()
    )
    const positions = (await Promise.all(calls)).flatMap((result) =>
      result._tag === 'Right' ? [...result.right] : [-1]
    )
    expect([...positions].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 1)
    )
  })

  test('one that is claimed is open in one process at a time, and unusable when the claim is lost', async () => {
    const exclusive = { ...settings(`${prefix}_claimed`), isExclusive: true }
    const store = await rightOf(openPostgresStore(exclusive))
    expect((await failureOf(openPostgresStore(exclusive))).problem).toContain(
      'is open in another process'
    )
    const event = { kind: 'a', key: null, at: 1, body: '{}' }
    expect(await rightOf(store.append([event]))).toEqual([1])
    // The server ends the connection that holds the claim.
    await pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7337002 and objid::int = hashtext('${prefix}_claimed')`
    )
    while ((await store.append([event])())._tag === 'Right')
      await new Promise((resolve) => setTimeout(resolve, 10))
    const other = await rightOf(openPostgresStore(exclusive))
    await other.close()
    await store.close()
    await (await rightOf(openPostgresStore(exclusive))).close()
  })
})
