import type { JsonRecord } from 'fp-ts/Json'
import { accountOf, administer, makeCallKey } from '../running/administration'
import type { RunningGateway } from '../running/start-gateway'
import { ask, expectUnharmed, withFault } from './asking'
import { startFaulty } from './start-faulty'

const DAY = 86_400_000
const HOUR = DAY / 24

/** The time of day that servers here are told: that of a morning, and what a test adds to it. */
const morning = Date.UTC(2030, 5, 15, 9)
let ahead = 0
/** Time that has passed besides, on every clock of the machine. */
let passed = 0
let began = 0

beforeEach(() => {
  ahead = 0
  passed = 0
  began = performance.now()
})

const clock = {
  now: () => Math.floor(morning + ahead + passed + performance.now() - began),
  elapsed: () => performance.now() + passed
}

const start = async (fields: JsonRecord = {}): Promise<RunningGateway> =>
  (await startFaulty(fields, { surroundings: { clock } })).gateway

/** A day forth and back, back and forth, and on. */
const jumps = [DAY, -DAY, -DAY, DAY, DAY, 0.5 * HOUR]

const statusOf = async (
  gateway: RunningGateway,
  key: { readonly key: string },
  body?: JsonRecord
): Promise<number> => (await ask(gateway, { key, ...(body === undefined ? {} : { body }) })).status

describe('A clock that jumps by days', () => {
  it('keeps nobody from being answered, and no money from being counted', async () => {
    const gateway = await start()
    const key = await makeCallKey(gateway)
    for (const jump of jumps) {
      ahead += jump
      expect(await statusOf(gateway, key)).toBe(200)
      await expectUnharmed(gateway)
    }
    expect(await accountOf(gateway, key)).toMatchObject({
      queries: jumps.length,
      spentUsd: 0.0014 * jumps.length,
      reservedUsd: 0
    })
  })

  it('may do so within a request', async () => {
    const gateway = await start()
    for (const jump of jumps) {
      const whole = ask(gateway, { body: withFault('odd-chunks') })
      const stream = ask(gateway, { body: withFault('odd-chunks', { stream: true }) })
      ahead += jump
      expect((await whole).status).toBe(200)
      expect(await (await stream).text()).toMatch(/data: \[DONE\]\r\n\r\n$/)
    }
    await expectUnharmed(gateway)
  })

  it('keeps the records in the order in which things happened', async () => {
    const gateway = await start()
    for (const jump of jumps) {
      ahead += jump
      await expectUnharmed(gateway)
    }
    const response = await administer(gateway, 'GET', 'decisions')
    const lines = (await response.text()).trim().split('\n')
    const events = lines.map((line) => JSON.parse(line) as { position: number; decision: string })
    const positions = events.map(({ position }) => position)
    expect(positions).toEqual([...positions].sort((a, b) => a - b))
    expect(events.map(({ decision }) => decision)).toEqual(events.map((_, i) => `dec-${i}`))
    expect((await administer(gateway, 'POST', 'snapshot')).status).toBe(200)
  })

  it('tells no durations that cannot be', async () => {
    const gateway = await start()
    for (const jump of jumps) {
      ahead += jump
      const response = await ask(gateway)
      for (const name of ['openai-processing-ms', 'x-stageroute-overhead-us'])
        expect(response.headers.get(name)).toMatch(/^\d{1,7}$/)
    }
  })
})

describe('A key that may call twice a minute', () => {
  const perMinute = { requestsPerMinute: 2 }

  it('may call again when the clock has gone on', async () => {
    const gateway = await start()
    const key = await makeCallKey(gateway, perMinute)
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push(await statusOf(gateway, key))
    ahead += DAY
    for (let i = 0; i < 3; i++) statuses.push(await statusOf(gateway, key))
    expect(statuses).toEqual([200, 200, 429, 200, 200, 429])
  })

  it('may not call more often because the clock goes back', async () => {
    const gateway = await start()
    const key = await makeCallKey(gateway, perMinute)
    const statuses = []
    for (let i = 0; i < 4; i++) {
      statuses.push(await statusOf(gateway, key))
      ahead -= DAY
    }
    expect(statuses).toEqual([200, 200, 429, 429])
  })

  it('may call again a minute after the clock went back', async () => {
    const gateway = await start()
    const key = await makeCallKey(gateway, perMinute)
    expect(await statusOf(gateway, key)).toBe(200)
    ahead -= DAY
    expect(await statusOf(gateway, key)).toBe(200)
    passed += 61_000
    expect(await statusOf(gateway, key)).toBe(200)
  })
})

describe('A model that rests', () => {
  const breaker = { failures: 2, coolMs: 60_000 }

  const rest = async (gateway: RunningGateway): Promise<void> => {
    for (let i = 0; i < 2; i++)
      expect((await ask(gateway, { body: withFault('status:500') })).status).toBe(502)
    expect((await ask(gateway)).status).toBe(503)
  }

  it('is asked again when the clock has gone on', async () => {
    const gateway = await start({ breaker })
    await rest(gateway)
    ahead += DAY
    await expectUnharmed(gateway)
  })

  it('is asked again after its time when the clock went back', async () => {
    const gateway = await start({ breaker })
    await rest(gateway)
    ahead -= DAY
    expect((await ask(gateway)).status).toBe(503)
    passed += 61_000
    expect((await ask(gateway)).status).toBe(200)
  })
})

describe('A key with a budget of a day', () => {
  /** Twice what an answer can cost at most, and less than thrice. */
  const daily = { budgetUsd: 0.07, period: 'day' }

  it('may spend it on each of the days', async () => {
    const gateway = await start()
    const key = await makeCallKey(gateway, { budgetUsd: 0.028, period: 'day' })
    const statuses = []
    for (let day = 0; day < 3; day++) {
      // One costs 1,400 micro-USD, and at most 26,800.
      for (let i = 0; i < 2; i++) statuses.push(await statusOf(gateway, key))
      ahead += DAY
    }
    expect(statuses).toEqual([200, 429, 200, 429, 200, 429])
  })

  it('may not spend it twice because the clock goes back and forth', async () => {
    const gateway = await start()
    const key = await makeCallKey(gateway, { budgetUsd: 0.028, period: 'day' })
    expect(await statusOf(gateway, key)).toBe(200)
    ahead -= DAY
    await statusOf(gateway, key)
    ahead += DAY
    expect(await statusOf(gateway, key)).toBe(429)
  })

  it('may spend what is left of it after the clock went forth and back', async () => {
    const gateway = await start()
    const key = await makeCallKey(gateway, daily)
    expect(await statusOf(gateway, key)).toBe(200)
    ahead += DAY
    expect(await statusOf(gateway, key)).toBe(200)
    ahead -= DAY
    expect(await statusOf(gateway, key)).toBe(200)
  })
})
