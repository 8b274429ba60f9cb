import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { makeStream, nextUniform } from '@stageroute/numeric'
import { accountOf, administer, makeCallKey } from '../running/administration'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { instant, startSimulated } from '../running/start-simulated'
import { ask, expectUnharmed } from './asking'
import { serve, writeConfig, type Ended } from './serve-process'
import { inDatabase, temporaryFile } from './state-files'

let baseUrl = ''

beforeAll(async () => {
  baseUrl = (await startSimulated([instant('steady')])).url
})

const start = (file: string): Promise<RunningGateway> =>
  startGateway({
    upstreams: { simulated: baseUrl },
    models: [modelAt('simulated', 'steady')],
    fields: { state: { sqlite: file } }
  })

/** Why a server does not start on a file; null where it does. */
const refusal = async (file: string): Promise<string | null> => {
  try {
    const gateway = await start(file)
    await expectUnharmed(gateway)
    await gateway.stop()
    return null
  } catch (error) {
    return (error as Error).message
  }
}

/** Leaves a file behind in which queries were answered, with so many snapshots between; and what was spent. */
const used = async (
  snapshots: number
): Promise<{ readonly file: string; readonly spentUsd: number }> => {
  const file = temporaryFile()
  const gateway = await start(file)
  await makeCallKey(gateway)
  for (let i = 0; i < snapshots; i++) {
    await ask(gateway)
    expect((await administer(gateway, 'POST', 'snapshot')).status).toBe(200)
  }
  await ask(gateway)
  const { spentUsd } = await accountOf(gateway)
  await gateway.stop()
  return { file, spentUsd }
}

const expectOneLine = (problem: string | null): void => {
  expect(problem).toEqual(expect.stringMatching(/./))
  expect(problem).not.toMatch(/[\n\r]/)
}

describe('A file that is no state', () => {
  it.each([
    ['random bytes', Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 7919 + 13) % 256))],
    ['a text', Buffer.from('something else, of some length '.repeat(300))],
    ['the head of a state alone', Buffer.from('SQLite format 3\0')]
  ])('is refused with one line, and left as it is: %s', async (_, bytes) => {
    const file = temporaryFile()
    writeFileSync(file, bytes)
    const problem = await refusal(file)
    expectOneLine(problem)
    expect(problem).toContain(file)
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  it('may be empty, as one that is new', async () => {
    const file = temporaryFile()
    writeFileSync(file, '')
    expect(await refusal(file)).toBeNull()
  })

  it('may be missing, and not its folder', async () => {
    expect(await refusal(temporaryFile())).toBeNull()
    expectOneLine(await refusal(temporaryFile('no/such/folder/state.db')))
  })
})

describe('A snapshot of which a bit has changed', () => {
  const flipInLast = (file: string, count: number, place: (body: Buffer) => number): void =>
    inDatabase(file, (database) => {
      const rows = database
        .prepare('select position, body from stageroute_snapshots order by position desc')
        .all([])
      for (const row of rows.slice(0, count)) {
        const body = Buffer.from(String(row['body']))
        const at = place(body)
        body[at] = (body[at] ?? 0) ^ 1
        database
          .prepare('update stageroute_snapshots set body = ? where position = ?')
          .run([body.toString(), row['position']])
      }
    })

  it.each([
    ['the last one, in what was learnt', 1, ({ length }: Buffer) => Math.floor(length / 2)],
    ['the last one, in its keys', 1, (body: Buffer) => body.indexOf('"hash":"') + 10],
    ['all that there are', 3, ({ length }: Buffer) => length - 10]
  ])('is not used, which is logged, and nothing is lost: %s', async (_, count, place) => {
    const { file, spentUsd } = await used(3)
    flipInLast(file, count, place)
    const gateway = await start(file)
    const warned = gateway.logged.filter((line) => line.includes('a snapshot is not used'))
    expect(warned).toHaveLength(count)
    expect(warned[0]).toContain('checksum')
    expect(await accountOf(gateway)).toMatchObject({ spentUsd, reservedUsd: 0 })
    const keys = (await (await administer(gateway, 'GET', 'keys')).json()) as {
      readonly keys: ReadonlyArray<{ readonly isConfigured: boolean }>
    }
    expect(keys.keys.filter(({ isConfigured }) => !isConfigured)).toHaveLength(1)
    await expectUnharmed(gateway)
  })
})

describe('An event that is damaged', () => {
  const damage = (file: string, body: string, what = '"answered"'): void =>
    inDatabase(file, (database) => {
      database.prepare('delete from stageroute_snapshots').run([])
      database
        .prepare(
          `update stageroute_events set body = ? where position =
             (select max(position) from stageroute_events where body like '%${what}%')`
        )
        .run([body])
    })

  it.each([
    ['no JSON', '{"_tag":"answered","cost":'],
    ['nothing', ''],
    ['null', 'null'],
    ['another event', '{"_tag":"invented"}'],
    ['an answer without a cost', '{"_tag":"answered","decision":1}'],
    ['names that objects inherit', '{"_tag":"__proto__"}'],
    ['a cost below 0', '{"_tag":"lost","account":"all","amount":-5}'],
    ['a cost that nothing holds', '{"_tag":"lost","account":"all","amount":1e300}']
  ])('keeps the server from starting, and is named in one line: %s', async (_, body) => {
    const { file } = await used(0)
    damage(file, body)
    const problem = await refusal(file)
    expectOneLine(problem)
    expect(problem).toMatch(/^the state cannot be used: event \d+/)
  })

  it('of a key does so too', async () => {
    const { file } = await used(0)
    damage(file, '{"_tag":"made","key":{"id":7}}', '"made"')
    expect(await refusal(file)).toMatch(/^the state cannot be used: event \d+/)
  })

  it('is none where a good snapshot has what came of it', async () => {
    const { file, spentUsd } = await used(1)
    inDatabase(file, (database) =>
      database.prepare("update stageroute_events set body = 'x' where position = 1").run([])
    )
    const gateway = await start(file)
    expect(await accountOf(gateway)).toMatchObject({ spentUsd })
  })
})

describe('A file of which any byte has changed', () => {
  /** How a process ends that is given a state: it serves until it is stopped, or says why not. */
  const endOn = async (state: Uint8Array): Promise<Ended> => {
    const file = temporaryFile()
    writeFileSync(file, state)
    const process = await serve(await writeConfig(baseUrl, { state: { sqlite: file } }))
    if (process.url !== null) {
      expect((await fetch(`${process.url}/healthz`)).status).toBe(200)
      process.kill('SIGTERM')
    }
    const ended = await process.ended
    expect(ended.signal).toBeNull()
    if (process.url === null) {
      expect(ended.code).toBe(1)
      expectOneLine(ended.errors.replace(/\n$/, ''))
    } else expect(ended.code).toBe(0)
    return ended
  }

  it('is used or refused with one line', async () => {
    const { file } = await used(2)
    const good = readFileSync(file)
    const random = makeStream(7, 'damage')
    const below = (most: number): number => Math.floor(nextUniform(random) * most)
    const codes: Array<number | null> = []
    for (const changes of [1, 20, 300]) {
      const bytes = Buffer.from(good)
      for (let i = 0; i < changes; i++) {
        const at = below(bytes.length)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << below(7))
      }
      codes.push((await endOn(bytes)).code)
    }
    expect(codes).toContain(1)
  })

  it('that is cut off is used or refused with one line', async () => {
    const good = readFileSync((await used(2)).file)
    for (const share of [0.1, 0.9]) await endOn(good.subarray(0, Math.floor(good.length * share)))
  })

  it('is refused with one line where a text in it is none', async () => {
    const { file } = await used(2)
    const good = readFileSync(file)
    const at = good.lastIndexOf('"answered"')
    const bytes = Buffer.from(good)
    bytes[at + 3] = 0xff
    await endOn(bytes)
  })
})

describe('A file of a server that is running', () => {
  it('is refused with one line, and the server goes on', async () => {
    const file = temporaryFile()
    const gateway = await start(file)
    await ask(gateway)
    expect(await refusal(file)).toBe(`${file}: is open in another process`)
    await expectUnharmed(gateway)
    await gateway.stop()
    expect(await refusal(file)).toBeNull()
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})
