import type { ServerResponse } from 'node:http'
import * as E from 'fp-ts/Either'
import { makeMemoryStore, type NewEvent, type StoredSnapshot } from '@stageroute/store'
import { accountOf, administer } from '../running/administration'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { sendJson, startRecording, type RecordingUpstream } from '../running/start-recording'
import { until } from '../running/until'
import { ask, envelope, expectUnharmed, openPurse, question, readStream } from './asking'
import { goodAnswer, goodEnd, saidText, usageCost } from './raw-upstream'

/** A store that has no room for as long as a test wants it so. It outlives the servers that use it. */
const mockDisk = { isFull: false, store: makeMemoryStore() }

const mockFull = (): Promise<E.Either<object, never>> =>
  Promise.resolve(E.left({ _tag: 'full', problem: 'state.db: database or disk is full' }))

jest.mock('../../src/state/open-store', () => ({
  openStore: () => () =>
    Promise.resolve({
      _tag: 'Right',
      right: {
        ...mockDisk.store,
        append: (events: ReadonlyArray<NewEvent>) => () =>
          mockDisk.isFull ? mockFull() : mockDisk.store.append(events)(),
        putSnapshot: (name: string, snapshot: StoredSnapshot) => () =>
          mockDisk.isFull ? mockFull() : mockDisk.store.putSnapshot(name, snapshot)()
      }
    })
}))

/** What the upstream has to say, which it does when a test lets it; null where it answers at once. */
let held: Array<() => void> | null = null

const finish = (response: ServerResponse, isStream: boolean): void => {
  if (!isStream) return sendJson(response, 200, goodAnswer)
  response.end(saidText('good') + goodEnd)
}

let upstream: RecordingUpstream

beforeAll(async () => {
  upstream = await startRecording(({ body }, response) => {
    const isStream = body['stream'] === true
    if (isStream) response.writeHead(200, { 'content-type': 'text/event-stream' })
    if (isStream) response.write(saidText('so '))
    if (held === null) finish(response, isStream)
    else held.push(() => finish(response, isStream))
  })
})

const start = (): Promise<RunningGateway> =>
  startGateway({ upstreams: { recording: upstream.url }, models: [modelAt('recording', 'steady')] })

beforeEach(() => {
  mockDisk.isFull = false
  mockDisk.store = makeMemoryStore()
  held = null
})

const isReady = async ({ url }: RunningGateway): Promise<readonly [number, unknown]> => {
  const response = await fetch(`${url}/readyz`)
  return [response.status, await response.json()]
}

const ready = [200, { status: 'ready', reasons: [] }]

const works = (gateway: RunningGateway): Promise<true> =>
  until(async () => ((await isReady(gateway))[0] === 200 ? true : null))

const unwritten = envelope({ type: 'server_error', code: 'overloaded' })

const eventsOf = async (): Promise<ReadonlyArray<string>> => {
  const read = await mockDisk.store.read(0, 1e6)()
  return E.isRight(read) ? read.right.map(({ body }) => body) : []
}

const decisionsOf = async (): Promise<ReadonlyArray<number>> =>
  (await eventsOf()).flatMap((body) => {
    const { _tag, decision } = JSON.parse(body === '' ? '{}' : body) as {
      readonly _tag?: string
      readonly decision: number
    }
    return _tag === 'answered' ? [decision] : []
  })

describe('A disk that is full', () => {
  it('keeps no answer back that is under way', async () => {
    const gateway = await start()
    const key = await openPurse(gateway)
    await ask(gateway, { key })
    held = []
    const whole = ask(gateway, { key })
    const stream = ask(gateway, { body: { ...question, stream: true }, key })
    await until(() => (held?.length === 2 ? true : null))
    mockDisk.isFull = true
    held.splice(0).forEach((say) => say())
    const answered = await whole
    expect([answered.status, await answered.json()]).toEqual([200, goodAnswer])
    expect(answered.headers.get('x-stageroute-cost-usd')).toBe('0.001600')
    expect(await readStream(await stream)).toMatchObject({
      text: 'so good',
      isDone: true,
      error: null
    })
    expect(await key.spent()).toBe(3 * usageCost)
    expect(await decisionsOf()).toHaveLength(1)
    held = null
    mockDisk.isFull = false
    await works(gateway)
    expect(await decisionsOf()).toHaveLength(3)
    await expectUnharmed(gateway)
  })

  it('lets nothing new in, and says so, until there is room again', async () => {
    const gateway = await start()
    const key = await openPurse(gateway)
    expect((await ask(gateway, { key })).status).toBe(200)
    expect(await isReady(gateway)).toEqual(ready)
    held = []
    const last = ask(gateway, { key })
    await until(() => (held?.length === 1 ? true : null))
    mockDisk.isFull = true
    held.splice(0).forEach((say) => say())
    await last
    held = null
    const before = upstream.calls.length
    for (const stream of [false, true]) {
      const response = await ask(gateway, { body: { ...question, stream }, key })
      expect([response.status, await response.json()]).toEqual([503, unwritten])
      expect(response.headers.get('retry-after')).toBe('2')
    }
    expect(upstream.calls).toHaveLength(before)
    expect(await isReady(gateway)).toEqual([
      503,
      { status: 'not ready', reasons: ['nothing can be written down'] }
    ])
    expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200)
    const made = await administer(gateway, 'POST', 'keys', { roles: ['call'] })
    expect([made.status, await made.json()]).toMatchObject([503, { type: 'about:blank' }])
    expect((await administer(gateway, 'POST', 'snapshot')).status).toBe(503)
    const logged = gateway.logged.filter((line) => line.includes('nothing can be kept'))
    expect(logged).toHaveLength(1)
    mockDisk.isFull = false
    await works(gateway)
    expect((await ask(gateway, { key })).status).toBe(200)
    expect(await key.spent()).toBe(3 * usageCost)
    expect((await administer(gateway, 'POST', 'snapshot')).status).toBe(200)
    await expectUnharmed(gateway)
  })

  it('sends no query of which it does not know whether it could be kept', async () => {
    const gateway = await start()
    const key = await openPurse(gateway)
    mockDisk.isFull = true
    const before = upstream.calls.length
    const responses = await Promise.all(Array.from({ length: 5 }, () => ask(gateway, { key })))
    for (const response of responses)
      expect([response.status, await response.json()]).toEqual([503, unwritten])
    expect(upstream.calls).toHaveLength(before)
    expect(await key.spent()).toBe(0)
    mockDisk.isFull = false
    await works(gateway)
    expect((await ask(gateway, { key })).status).toBe(200)
    expect(await key.spent()).toBe(usageCost)
  })

  it('is made up for in order, so that the next start finds everything', async () => {
    const gateway = await start()
    const key = await openPurse(gateway)
    held = []
    let answered = 0
    for (let i = 0; i < 8; i++) void ask(gateway, { key }).then(() => answered++)
    await until(() => (held?.length === 8 ? true : null))
    const sayings = held.splice(0)
    for (const [i, say] of sayings.entries()) {
      mockDisk.isFull = i % 3 !== 2
      say()
      await until(() => (answered > i ? true : null))
    }
    mockDisk.isFull = false
    held = null
    await works(gateway)
    expect(await decisionsOf()).toHaveLength(8)
    const before = await accountOf(gateway)
    const purse = await accountOf(gateway, key)
    await gateway.stop()
    const next = await start()
    expect(await accountOf(next)).toMatchObject({
      spentUsd: before.spentUsd,
      reservedUsd: 0,
      queries: before.queries
    })
    expect(await accountOf(next, key)).toMatchObject({ spentUsd: purse.spentUsd, queries: 8 })
    expect(next.logged.filter((line) => line.includes('left no record'))).toEqual([])
    await expectUnharmed(next)
  })

  it('that stays full is told when the server stops, and money that is not accounted for counts as spent', async () => {
    const gateway = await start()
    const key = await openPurse(gateway)
    expect((await ask(gateway, { key })).status).toBe(200)
    held = []
    const last = ask(gateway, { key })
    await until(() => (held?.length === 1 ? true : null))
    mockDisk.isFull = true
    held.splice(0).forEach((say) => say())
    expect((await last).status).toBe(200)
    const { spentUsd } = await accountOf(gateway, key)
    await gateway.stop()
    expect(gateway.logged.filter((line) => line.includes('could not be kept'))).toHaveLength(1)
    mockDisk.isFull = false
    held = null
    const next = await start()
    const after = await accountOf(next, key)
    expect(after.spentUsd).toBeGreaterThanOrEqual(spentUsd)
    expect(next.logged.filter((line) => line.includes('left no record')).length).toBeGreaterThan(0)
    await expectUnharmed(next)
  })

  it('keeps a server from starting', async () => {
    mockDisk.isFull = true
    await expect(start()).rejects.toThrow(
      'the state cannot be written: state.db: database or disk is full'
    )
    mockDisk.isFull = false
    await expectUnharmed(await start())
  })
})
