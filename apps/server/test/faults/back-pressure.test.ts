import { execFileSync } from 'node:child_process'
import type { Socket } from 'node:net'
import { until } from '../running/until'
import { question } from './asking'
import { connectTo, headOf, type RawClient } from './raw-client'
import { goodEnd, saidText, startRaw, streamHead } from './raw-upstream'
import { serve, writeConfig } from './serve-process'

const MEGABYTE = 2 ** 20

/** Memory of a process, bytes. */
const memoryOf = (pid: number): number =>
  1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }))

const event = saidText('x'.repeat(10_000))

/** A stream that never ends unless it is told to. */
interface Flood {
  /** Bytes that have left this process. */
  readonly left: () => number
  end: () => void
}

const floods: Array<Flood> = []

const flood = (socket: Socket): void => {
  socket.write(streamHead)
  let isOver = false
  const write = (): void => {
    while (!isOver && !socket.destroyed && socket.write(event));
    if (isOver) socket.end(goodEnd)
  }
  socket.on('drain', write)
  write()
  floods.push({
    left: () => socket.bytesWritten - socket.writableLength,
    end: () => (isOver = true)
  })
}

/** Resolves when no more leaves, which takes a while to be sure of. */
const stalled = async (one: Flood): Promise<number> => {
  let before = -1
  let quiet = 0
  return until(async () => {
    quiet = one.left() === before ? quiet + 1 : 0
    before = one.left()
    await new Promise((resolve) => setTimeout(resolve, 20))
    return quiet >= 20 ? before : null
  })
}

const askFor = (client: RawClient, key: string): void => {
  const body = JSON.stringify({ ...question, stream: true })
  client.write(
    headOf(
      'POST /v1/chat/completions HTTP/1.1',
      `Authorization: Bearer ${key}`,
      `Content-Length: ${body.length}`
    ) + body
  )
}

/** Bytes that the systems on the way hold, at most: for two connections, sent and not read. */
const SYSTEM = 40 * MEGABYTE

it('A client that does not read slows the upstream down, and costs no memory', async () => {
  const { url } = await startRaw(flood)
  const upstreams = { simulated: { baseUrl: url, totalMs: 600_000, maxAnswerBytes: 10 ** 12 } }
  const served = await writeConfig(url, { upstreams })
  const { url: gateway, pid, kill, ended } = await serve(served)
  if (gateway === null) throw new Error('it does not start')
  // As warm as it gets: what is kept for good is there before it is measured.
  const first = await connectTo({ url: gateway })
  askFor(first, served.key)
  await until(() => (first.heard().length > 5 * MEGABYTE ? true : null))
  first.socket.destroy()
  await until(() => floods.shift() ?? null).then(({ end }) => end())
  const before = memoryOf(pid)
  const clients = await Promise.all([0, 1, 2].map(() => connectTo({ url: gateway })))
  for (const client of clients) {
    client.socket.pause()
    askFor(client, served.key)
  }
  await until(() => (floods.length === 3 ? true : null))
  for (const one of floods) expect(await stalled(one)).toBeLessThan(SYSTEM)
  expect(memoryOf(pid) - before).toBeLessThan(60 * MEGABYTE)
  // Whoever reads on is served on, to the end.
  const [client] = clients
  const left = floods.map((one) => one.left())
  let bytes = 0
  client?.socket.on('data', (chunk: Buffer) => (bytes += chunk.length))
  client?.socket.resume()
  await until(() => (bytes > SYSTEM ? true : null))
  const flowing = floods.filter((one, i) => one.left() > (left[i] ?? 0))
  expect(flowing).toHaveLength(1)
  flowing[0]?.end()
  await until(() => (client?.heard().includes('data: [DONE]') === true ? true : null))
  kill('SIGTERM')
  expect((await ended).code).toBe(0)
})
