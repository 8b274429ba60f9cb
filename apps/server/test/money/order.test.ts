import * as E from 'fp-ts/Either'
import type { JsonRecord } from 'fp-ts/Json'
import { makeMemoryStore, type NewEvent } from '@stageroute/store'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { sendJson, startRecording, type RecordingUpstream } from '../running/start-recording'
import { until } from '../running/until'

/** What waits for the disk; null where nothing has to. */
let mockWaiting: Array<() => void> | null = null

jest.mock('../../src/state/open-store', () => ({
  openStore: () => () => {
    const store = makeMemoryStore()
    return Promise.resolve(
      E.right({
        ...store,
        append: (events: ReadonlyArray<NewEvent>) => async () => {
          await new Promise<void>((resolve) => {
            if (mockWaiting === null) resolve()
            else mockWaiting.push(resolve)
          })
          return store.append(events)()
        }
      })
    )
  }
}))

const usage = { prompt_tokens: 1, completion_tokens: 1 }

const events = [
  JSON.stringify({ choices: [{ index: 0, delta: { content: 'Yes.' } }] }),
  JSON.stringify({ choices: [], usage }),
  '[DONE]'
].map((text) => `data: ${text}\n\n`)

let upstream: RecordingUpstream

beforeAll(async () => {
  upstream = await startRecording(({ body }, response) => {
    if (body['stream'] !== true) return sendJson(response, 200, { choices: [], usage })
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(events.join(''))
  })
})

/** A gateway of which nobody has asked anything, so that the first query raises the mark, and those behind it are below. */
const start = (): Promise<RunningGateway> =>
  startGateway({ upstreams: { recording: upstream.url }, models: [modelAt('recording', 'm')] })

const ask = ({ url, keys }: RunningGateway, more: JsonRecord = {}): Promise<Response> =>
  fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.call}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Is it?' }], ...more })
  })

/** Resolves when something waits for the disk. */
const held = (): Promise<unknown> => until(() => mockWaiting?.at(0) ?? null)

/** Lets everything be kept. */
const goOn = (): void => {
  const waiting = mockWaiting ?? []
  mockWaiting = null
  waiting.forEach((keep) => keep())
}

/** Long enough for a server on this machine to do what it would do too early. */
const noticed = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50))

afterEach(goOn)

describe('While the disk takes its time', () => {
  it('no query is sent whose mark is not kept, nor one that is below a mark of another', async () => {
    const gateway = await start()
    const before = upstream.calls.length
    mockWaiting = []
    const first = ask(gateway)
    await held()
    const second = ask(gateway)
    await noticed()
    expect(upstream.calls).toHaveLength(before)
    goOn()
    expect([(await first).status, (await second).status]).toEqual([200, 200])
    expect(upstream.calls).toHaveLength(before + 2)
  })

  it.each([false, true])(
    'no client is told the end of an answer without a record (stream: %s)',
    async (stream) => {
      const gateway = await start()
      await (await ask(gateway)).text()
      mockWaiting = []
      let text = ''
      let isOver = false
      const reading = ask(gateway, { stream }).then(async ({ body }) => {
        for await (const chunk of body ?? []) text += Buffer.from(chunk as Uint8Array).toString()
        isOver = true
      })
      await held()
      await noticed()
      expect([text, isOver]).toEqual([stream ? events[0] : '', false])
      goOn()
      await reading
      expect(text).toMatch(stream ? /\[DONE\]\n\n$/ : /"usage"/)
    }
  )
})
