import { until } from '../running/until'
import { expectUnharmed, mostCost, openPurse, question, withFault, type Purse } from './asking'
import { connectTo, headOf, type RawClient } from './raw-client'
import { startFaulty, type Faulty } from './start-faulty'

let faulty: Faulty
let key: Purse

beforeAll(async () => {
  faulty = await startFaulty({ retries: { most: 2, firstMs: 1, longestMs: 2 } })
  key = await openPurse(faulty.gateway)
})

beforeEach(() => key.empty())

afterEach(() => expectUnharmed(faulty.gateway))

const requestOf = (body: object): string => {
  const text = JSON.stringify(body)
  return (
    headOf(
      'POST /v1/chat/completions HTTP/1.1',
      `Authorization: Bearer ${key.key}`,
      `Content-Length: ${text.length}`
    ) + text
  )
}

/** 4 tokens of input at 100 micro-USD, 5 of output at 200. */
const COST = 1400

/** Requests under way, as the server counts them. */
const underWay = async ({ url, keys } = faulty.gateway): Promise<number> => {
  const response = await fetch(`${url}/metrics`, {
    headers: { authorization: `Bearer ${keys.read}` }
  })
  const found = /^stageroute_requests_under_way (\d+)$/m.exec(await response.text())
  return Number(found?.[1])
}

const idle = (gateway = faulty.gateway): Promise<true> =>
  until(async () => ((await underWay(gateway)) === 0 ? true : null))

/** How a client leaves: it says that it has nothing more to say, or the connection breaks. */
const leavings: ReadonlyArray<readonly [string, (client: RawClient) => unknown]> = [
  ['closes', ({ socket }) => socket.destroy()],
  ['resets', ({ socket }) => socket.resetAndDestroy()]
]

const asked = (before: number): Promise<true> =>
  until(() => (faulty.upstream.account().length > before ? true : null))

describe.each(leavings)('A client that %s its connection', (_, leave) => {
  it.each([
    ['before it says anything', 0],
    ['within its first line', 10],
    ['within its headers', 60],
    ['before its body', -1],
    ['within its body', -2]
  ])('costs nothing %s', async (when, at) => {
    const text = requestOf(question)
    const head = text.indexOf('\r\n\r\n') + 4
    const before = faulty.upstream.account().length
    const client = await connectTo(faulty.gateway)
    client.write(text.slice(0, { [-1]: head, [-2]: head + 20 }[at] ?? at))
    if (at < 0) await until(async () => ((await underWay()) === 1 ? true : null))
    leave(client)
    await idle()
    expect(await key.spent()).toBe(0)
    expect(faulty.upstream.account()).toHaveLength(before)
    expect(when).not.toBe('')
  })

  it('pays what its request costs, though it is gone before its answer', async () => {
    const before = faulty.upstream.account().length
    const client = await connectTo(faulty.gateway)
    client.write(requestOf(withFault('odd-chunks')))
    await until(async () => ((await underWay()) === 1 ? true : null))
    leave(client)
    await idle()
    await asked(before)
    expect(await key.spent()).toBe(COST)
  })

  it('pays all of a stream of which it has heard a part', async () => {
    const client = await connectTo(faulty.gateway)
    client.write(requestOf(withFault('odd-chunks', { stream: true })))
    await until(() => (client.heard().includes('data: ') ? true : null))
    leave(client)
    await idle()
    expect(await key.spent()).toBe(COST)
  })

  it('pays the most that it can have been where the upstream hangs', async () => {
    const body = withFault('hang-mid', { stream: true })
    const client = await connectTo(faulty.gateway)
    client.write(requestOf(body))
    await until(() => (client.heard().includes('data: ') ? true : null))
    leave(client)
    await idle()
    expect(await key.spent()).toBe(mostCost(body))
  })

  it('is asked for no second time', async () => {
    const before = faulty.upstream.account().length
    const body = withFault('hang')
    const client = await connectTo(faulty.gateway)
    client.write(requestOf(body))
    await until(async () => ((await underWay()) === 1 ? true : null))
    leave(client)
    await idle()
    expect(await key.spent()).toBe(mostCost(body))
    expect(faulty.upstream.account().slice(before)).toHaveLength(1)
  })
})

describe('A client that leaves while its key is being checked', () => {
  it('is not waited for', async () => {
    // Much longer than this test may last.
    const patient = await startFaulty({ listen: { port: 0, bodyMs: 600_000, drainMs: 0 } })
    for (const [, leave] of leavings) {
      const { key: fresh } = await openPurse(patient.gateway)
      const client = await connectTo(patient.gateway)
      client.write(requestOf(question).replace(key.key, fresh).slice(0, -9))
      await until(async () => ((await underWay(patient.gateway)) === 1 ? true : null))
      leave(client)
      await idle(patient.gateway)
    }
    await expectUnharmed(patient.gateway)
  })
})

describe('Many clients that leave at any time', () => {
  it('leave nothing behind', async () => {
    const bodies = [question, withFault('odd-chunks', { stream: true }), withFault('slow')]
    const clients = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        const client = await connectTo(faulty.gateway)
        const text = requestOf(bodies[i % bodies.length] ?? question)
        client.write(i % 4 === 0 ? text.slice(0, (i * 7) % text.length) : text)
        return client
      })
    )
    for (const [i, client] of clients.entries()) {
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      leavings[i % 2]?.[1](client)
    }
    await idle()
    const spent = await key.spent()
    expect(spent).toBeGreaterThanOrEqual(0)
    expect(spent).toBeLessThanOrEqual(60 * mostCost(withFault('odd-chunks', { stream: true })))
  })
})
