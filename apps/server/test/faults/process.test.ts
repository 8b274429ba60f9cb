import { createServer, type AddressInfo } from 'node:net'
import type { JsonRecord } from 'fp-ts/Json'
import { afterwards } from '../running/afterwards'
import { instant, startSimulated } from '../running/start-simulated'
import { until } from '../running/until'
import { question, readEvents, withFault } from './asking'
import { connectTo, headOf } from './raw-client'
import { serve, writeConfig, type Ended, type ServeProcess, type Served } from './serve-process'
import { shortListen } from './start-faulty'
import { temporaryFile } from './state-files'

let baseUrl = ''

beforeAll(async () => {
  baseUrl = (await startSimulated([instant('steady')])).url
})

interface Running extends ServeProcess {
  readonly url: string
  readonly served: Served
  readonly ask: (body?: JsonRecord) => Promise<Response>
}

const run = async (served: Served): Promise<Running> => {
  const process = await serve(served)
  const { url } = process
  if (url === null) throw new Error(`it does not start: ${process.errors()}`)
  const ask = (body = question): Promise<Response> =>
    fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${served.key}` },
      body: JSON.stringify(body)
    })
  return { ...process, url, served, ask }
}

const runWith = async (fields: JsonRecord = {}): Promise<Running> =>
  run(await writeConfig(baseUrl, fields))

const spentBy = async ({ url, served }: Running): Promise<number> => {
  const response = await fetch(`${url}/admin/v1/budgets`, {
    headers: { authorization: `Bearer ${served.key}` }
  })
  const { budgets } = (await response.json()) as {
    readonly budgets: ReadonlyArray<{ readonly account: string; readonly spentUsd: number }>
  }
  return budgets.find(({ account }) => account === 'all')?.spentUsd ?? Number.NaN
}

const stop = async (process: ServeProcess): Promise<Ended> => {
  process.kill('SIGTERM')
  return process.ended
}

const expectOneLine = ({ code, signal, errors }: Ended, problem: RegExp): void => {
  expect([code, signal]).toEqual([1, null])
  expect(errors).toMatch(/^[^\n]+\n$/)
  expect(errors).toMatch(problem)
}

/** Whether a server still takes connections; what it says to them. */
const newcomer = async (url: string, key: string): Promise<number | 'refused'> => {
  try {
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, connection: 'close' },
      body: JSON.stringify(question)
    })
    return response.status
  } catch {
    return 'refused'
  }
}

describe('A server that cannot start', () => {
  it('says in one line that its port is in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    afterwards(() => other.close())
    const { port } = other.address() as AddressInfo
    const served = await writeConfig(baseUrl, { listen: { ...shortListen, port } })
    const process = await serve(served)
    expectOneLine(
      await process.ended,
      new RegExp(`cannot listen on 127.0.0.1:${port}: .*EADDRINUSE`)
    )
  })

  it('says in one line that its state is in use', async () => {
    const sqlite = temporaryFile()
    const first = await runWith({ state: { sqlite } })
    const second = await serve(await writeConfig(baseUrl, { state: { sqlite } }))
    expectOneLine(await second.ended, /state\.db: is open in another process/)
    expect((await first.ask()).status).toBe(200)
    expect(await stop(first)).toMatchObject({ code: 0, errors: '' })
  })
})

describe('A server that is told to stop', () => {
  it('lets what is under way end well, takes nothing new, and has nothing lost', async () => {
    const running = await runWith({ listen: { ...shortListen, drainMs: 20_000 } })
    const slow = withFault('odd-chunks', {
      stream: true,
      messages: [{ role: 'user', content: 'x' }]
    })
    const streams = await Promise.all([running.ask(slow), running.ask(slow), running.ask(slow)])
    running.kill('SIGTERM')
    const statuses = await until(async () => {
      const status = await newcomer(running.url, running.served.key)
      return status === 200 ? null : [status]
    })
    expect(['refused', 503]).toContain(statuses[0])
    for (const stream of streams)
      expect(readEvents(await stream.text())).toMatchObject({ isDone: true, error: null })
    expect(await running.ended).toEqual({ code: 0, signal: null, errors: '' })
    const next = await run(running.served)
    expect(await stop(next)).toEqual({ code: 0, signal: null, errors: '' })
  })

  it('waits no longer than it may: what hangs is cut off with an error, and booked', async () => {
    const upstreams = { simulated: { baseUrl, totalMs: 600_000, firstByteMs: 600_000 } }
    const running = await runWith({ upstreams, listen: { ...shortListen, drainMs: 100 } })
    const stream = await running.ask(withFault('hang-mid', { stream: true }))
    const whole = running.ask(withFault('hang'))
    await until(async () => {
      const response = await fetch(`${running.url}/metrics`, {
        headers: { authorization: `Bearer ${running.served.key}` }
      })
      return /under_way 2$/m.test(await response.text()) ? true : null
    })
    running.kill('SIGTERM')
    const events = readEvents(await stream.text())
    expect(events.isDone).toBe(false)
    expect(events.error).toMatchObject({ error: { type: 'server_error', param: null } })
    const failed = await whole
    expect(failed.status).toBeGreaterThanOrEqual(500)
    expect(await failed.json()).toMatchObject({ error: { type: 'server_error', param: null } })
    const ended = await running.ended
    expect(ended).toMatchObject({ code: 0, signal: null })
    const next = await run(running.served)
    expect(await spentBy(next)).toBeGreaterThan(0)
    expect((await stop(next)).errors).toBe('')
  })

  it('waits for a client that reads slowly', async () => {
    const running = await runWith({
      upstreams: { simulated: { baseUrl } },
      listen: { ...shortListen, drainMs: 20_000 }
    })
    const body = JSON.stringify(withFault('huge:30000000', { stream: true }))
    const client = await connectTo(running)
    let last = ''
    client.socket.removeAllListeners('data')
    client.socket.on('data', (chunk: Buffer) => {
      last = (last + chunk.subarray(-100).toString('latin1')).slice(-100)
      client.socket.pause()
      setTimeout(() => client.socket.resume(), 1)
    })
    client.write(
      headOf(
        'POST /v1/chat/completions HTTP/1.1',
        `Authorization: Bearer ${running.served.key}`,
        `Content-Length: ${body.length}`
      ) + body
    )
    await until(() => (last === '' ? null : true))
    running.kill('SIGTERM')
    await client.closed
    expect(last).toMatch(/data: \[DONE\]\n\n\r\n0\r\nx-stageroute-cost-usd: [\d.]+\r\n\r\n$/)
    expect(await running.ended).toEqual({ code: 0, signal: null, errors: '' })
  })

  it('waits for no client that does not read', async () => {
    const running = await runWith({
      upstreams: { simulated: { baseUrl } },
      listen: { ...shortListen, drainMs: 200 }
    })
    const body = JSON.stringify(withFault('huge:40000000', { stream: true }))
    const client = await connectTo(running)
    client.write(
      headOf(
        'POST /v1/chat/completions HTTP/1.1',
        `Authorization: Bearer ${running.served.key}`,
        `Content-Length: ${body.length}`
      ) + body
    )
    await until(() => (client.heard().includes('data: ') ? true : null))
    client.socket.pause()
    expect(await stop(running)).toMatchObject({ code: 0, signal: null })
  })

  it.each([
    ['says nothing', ''],
    ['is within its headers', 'POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n'],
    [
      'is within its body',
      headOf(
        'POST /admin/v1/keys HTTP/1.1',
        'Content-Type: application/json',
        'Content-Length: 100'
      )
    ]
  ])('waits for no client that %s', async (_, text) => {
    const listen = { ...shortListen, headersMs: 600_000, bodyMs: 600_000 }
    const running = await runWith({ listen })
    const client = await connectTo(running)
    client.write(text)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await stop(running)).toMatchObject({ code: 0, signal: null, errors: '' })
    await client.closed
  })
})

describe('A server that is killed', () => {
  it('has spent no more than the next one counts', async () => {
    const upstreams = { simulated: { baseUrl, totalMs: 600_000, firstByteMs: 600_000 } }
    const running = await runWith({ upstreams })
    expect((await running.ask()).status).toBe(200)
    const before = await spentBy(running)
    const hanging = [withFault('hang'), withFault('hang-mid', { stream: true })]
    for (const body of hanging) void running.ask(body).catch(() => undefined)
    await until(async () => {
      const response = await fetch(`${running.url}/metrics`, {
        headers: { authorization: `Bearer ${running.served.key}` }
      })
      return /under_way 2$/m.test(await response.text()) ? true : null
    })
    running.kill('SIGKILL')
    expect((await running.ended).signal).toBe('SIGKILL')
    const next = await run(running.served)
    expect(next.errors()).toContain('left no record')
    const most = hanging.reduce(
      (sum, body) => sum + JSON.stringify(body).length * 100 + 100 * 200,
      0
    )
    expect(await spentBy(next)).toBeGreaterThanOrEqual(before + most / 1e6)
    expect((await next.ask()).status).toBe(200)
    expect((await stop(next)).code).toBe(0)
    const last = await run(running.served)
    expect((await stop(last)).errors).toBe('')
  })
})

describe('A server that looks at answers', () => {
  const asking = (schema: JsonRecord): JsonRecord => ({
    ...question,
    response_format: { type: 'json_schema', json_schema: { name: 's', schema } }
  })

  const answersAfter = async (schema: JsonRecord): Promise<boolean> => {
    const running = await runWith({ feedback: { jsonSchema: true } })
    await running.ask(asking(schema))
    const isAlive = await newcomer(running.url, running.served.key)
    running.kill('SIGKILL')
    return isAlive === 200
  }

  it('is none the worse for a schema that is none', async () => {
    expect(await answersAfter({ type: 'object', $ref: 'http://127.0.0.1:1/', required: 7 })).toBe(
      true
    )
  })

  it('is none the worse for a schema that is checked later', async () => {
    expect(await answersAfter({ $async: true, type: 'object', required: ['x'] })).toBe(true)
  })
})
