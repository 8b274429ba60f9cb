import type { RunningGateway } from '../running/start-gateway'
import { until } from '../running/until'
import { ask, expectEnvelope, expectUnharmed, openPurse, question, type Purse } from './asking'
import { answersIn, connectTo, headOf, type RawClient } from './raw-client'
import { startFaulty } from './start-faulty'

let gateway: RunningGateway
let key: Purse

beforeAll(async () => {
  gateway = (await startFaulty()).gateway
  key = await openPurse(gateway)
})

const body = JSON.stringify(question)
const chats = 'POST /v1/chat/completions HTTP/1.1'
const feedback = 'POST /v1/feedback HTTP/1.1'

const headFor = (line: string): string =>
  headOf(
    line,
    `Authorization: Bearer ${gateway.keys.all}`,
    'Content-Type: application/json',
    'Idempotency-Key: a',
    `Content-Length: ${body.length}`
  )

/** Writes a byte every so often, until the connection is closed. */
const trickle = (client: RawClient, text: string): void => {
  let at = 0
  const timer = setInterval(() => client.write(text[at++ % text.length] ?? ' '), 20)
  void client.closed.then(() => clearInterval(timer))
}

/** Longer than a client has for its headers and its body, and the server takes to look for those who are late. */
const LIMIT_MS = 300 + 300 + 500

type Slow = readonly [name: string, begin: (client: RawClient) => void]

const slow: ReadonlyArray<Slow> = [
  ['says nothing', () => undefined],
  [
    'writes its first line byte by byte',
    (client) => {
      client.write('GET /')
      trickle(client, 'models')
    }
  ],
  [
    'writes its headers byte by byte',
    (client) => {
      client.write(`${chats}\r\n`)
      trickle(client, 'X-Header: x\r\n')
    }
  ],
  ['stops within its headers', (client) => client.write(`${chats}\r\nHost: x\r\n`)],
  ['writes no body', (client) => client.write(headFor(chats))],
  [
    'writes its body byte by byte',
    (client) => {
      client.write(headFor(chats))
      trickle(client, ' ')
    }
  ],
  [
    'writes chunks byte by byte',
    (client) => {
      const head = headFor(chats).replace(/Content-Length: \d+/, 'Transfer-Encoding: chunked')
      client.write(head)
      trickle(client, '1\r\n \r\n')
    }
  ],
  [
    'writes its body byte by byte to another route',
    (client) => {
      client.write(headFor(feedback))
      trickle(client, ' ')
    }
  ],
  ['stops within its body', (client) => client.write(headFor(chats) + body.slice(0, 9))],
  [
    'has a key that is none and writes its body byte by byte',
    (client) => {
      client.write(headFor(chats).replace(gateway.keys.all, 'nobody'))
      trickle(client, ' ')
    }
  ]
]

describe('A client that is too slow', () => {
  it.each(slow)('is let go in time, and others are answered meanwhile: %s', async (name, begin) => {
    const client = await connectTo(gateway)
    begin(client)
    expect((await ask(gateway)).status).toBe(200)
    const [answer, ...more] = answersIn(await client.closed)
    expect(more).toEqual([])
    expect(answer?.status).toBe(name.includes('none') ? 401 : 408)
    expectEnvelope(JSON.parse(answer?.body ?? ''))
    expect(answer?.headers['x-request-id']).toMatch(/^req_/)
    expect(answer?.headers['connection']).toBe('close')
    // Twice the time that it may have, on a machine that is busy.
    expect(client.lasted()).toBeLessThan(2 * LIMIT_MS + 1000)
    await expectUnharmed(gateway)
  })

  it('does not keep others from being served, however many there are', async () => {
    const clients = await Promise.all(Array.from({ length: 60 }, () => connectTo(gateway)))
    clients.forEach((client, i) => slow[i % slow.length]?.[1](client))
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await ask(gateway)).status)
    )
    expect(new Set(statuses)).toEqual(new Set([200]))
    for (const text of await Promise.all(clients.map(({ closed }) => closed)))
      expect([401, 408]).toContain(answersIn(text)[0]?.status)
    await expectUnharmed(gateway)
  })

  it('may be as slow as it may', async () => {
    const client = await connectTo(gateway)
    client.write(`${headFor(chats)}${body.slice(0, 5)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    client.write(body.slice(5))
    const [answer] = await until(() => {
      const answers = answersIn(client.heard())
      return answers[0]?.body.endsWith('}') === true ? answers : null
    })
    expect(answer?.status).toBe(200)
  })
})

describe('What a client that is too slow has to pay', () => {
  it('is nothing', async () => {
    await key.empty()
    const client = await connectTo(gateway)
    client.write(headFor(chats).replace(gateway.keys.all, key.key) + body.slice(0, -1))
    await client.closed
    expect(await key.spent()).toBe(0)
  })
})
