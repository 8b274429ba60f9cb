import type { AccountEntry, RunningUpstream } from '@stageroute/simulated-upstream'
import {
  chat,
  chatOf,
  closeAll,
  dataLines,
  faulty,
  hear,
  instant,
  onlyEntry,
  post,
  streamed,
  sum,
  upstreamWith
} from './upstream-at'

afterEach(closeAll)

const path = '/chat/completions'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const answered: AccountEntry = {
  request: '',
  model: 'instant',
  kind: 'chat',
  input: 12,
  cached: 0,
  output: 16,
  reasoning: 0,
  outcome: 'answered',
  toldUsage: true
}

test.each<[string, string, object, Partial<AccountEntry>]>([
  ['a chat', path, chatOf(sum), {}],
  ['a stream with usage', path, chatOf(sum, streamed), {}],
  ['a stream without', path, chatOf(sum, { stream: true }), { toldUsage: false }],
  ['three choices', path, chatOf(sum, { n: 3, ...streamed }), { output: 48 }],
  ['a response', '/responses', { model: 'instant', input: sum }, { kind: 'responses' }],
  [
    'a streamed response',
    '/responses',
    { model: 'instant', input: sum, stream: true },
    { kind: 'responses' }
  ],
  [
    'embeddings',
    '/embeddings',
    { model: 'instant', input: 'some words' },
    { kind: 'embeddings', input: 3, output: 0 }
  ],
  ['cached tokens', path, faulty('cached:4'), { cached: 4 }],
  ['reasoning', path, faulty('reasoning:4'), { output: 20, reasoning: 4 }],
  ['reasoning in a stream', path, faulty('reasoning:4', streamed), { output: 20, reasoning: 4 }],
  ['usage that is not told', path, faulty('no-usage'), { toldUsage: false }],
  ['usage with choices', path, faulty('usage-with-choices', { stream: true }), {}],
  ['a stream that is cut', path, faulty('truncate', streamed), { toldUsage: false }],
  ['an answer that is cut', path, faulty('truncate'), { toldUsage: false }],
  ['odd chunks', path, faulty('odd-chunks', streamed), {}],
  ['a stream that breaks', path, faulty('reset-mid', streamed), { output: 2, toldUsage: false }],
  [
    'a stream with an error',
    path,
    faulty('error-event', streamed),
    { output: 1, toldUsage: false }
  ],
  ['garbage', path, faulty('garbage', streamed), { output: 0, toldUsage: false }]
])('%s is on the account', async (_, route, body, more) => {
  const upstream = await upstreamWith()
  await hear(upstream, route, body)
  expect(upstream.account()).toEqual([{ ...answered, ...more }])
})

test.each<[string, object]>([
  ['a status', faulty('status:503')],
  ['a status, cached', faulty('flaky:1:a:status:429:1', streamed)],
  ['a reset', faulty('reset')]
])('%s uses nothing', async (_, body) => {
  const upstream = await upstreamWith()
  await hear(upstream, path, body)
  expect(upstream.account()).toEqual([
    { ...answered, input: 0, output: 0, outcome: 'failed', toldUsage: false }
  ])
})

test('a failure of the figures uses nothing', async () => {
  const upstream = await upstreamWith({ models: [{ ...instant, failureShare: 1 }] })
  expect((await chat(upstream, chatOf(sum))).status).toBe(500)
  expect(upstream.account()).toMatchObject([{ input: 0, output: 0, outcome: 'failed' }])
})

const endless = { ...instant, outputTokens: { mean: 100_000, spread: 0 } }

test('a stream that the client gives up uses what was written by then', async () => {
  const upstream = await upstreamWith({ models: [{ ...endless, perTokenMs: 25 }] })
  const { bytes } = await hear(
    upstream,
    path,
    chatOf(sum, streamed),
    (text) => dataLines(text).length > 2
  )
  const entry = await onlyEntry(upstream)
  expect(entry).toMatchObject({ input: 12, outcome: 'aborted', toldUsage: false })
  // One chunk opens the stream and is no token.
  expect(entry.output).toBeGreaterThanOrEqual(dataLines(bytes.toString()).length - 1)
  expect(entry.output).toBeLessThan(100_000)
  // Nothing is used any more, at the same pace.
  await pause(75)
  expect(upstream.account()).toEqual([entry])
})

test('a stream is written no faster than it is read', async () => {
  const upstream = await upstreamWith()
  const most = 40_000_000 / 4
  await hear(upstream, path, faulty('huge:40000000', streamed), (text) => text !== '')
  const entry = await onlyEntry(upstream)
  expect(entry.outcome).toBe('aborted')
  expect(entry.output).toBeGreaterThan(0)
  expect(entry.output).toBeLessThan(most / 2)
})

test.each<[string, object, Partial<AccountEntry>]>([
  ['a stream that hangs', faulty('hang-mid', streamed), { output: 2 }],
  ['an answer that hangs', faulty('hang-mid'), { output: 16 }],
  ['a slow one', faulty('slow'), { output: 16 }],
  ['a slow stream', faulty('slow', streamed), { output: 0 }]
])('%s is aborted by the client that leaves', async (_, body, more) => {
  const upstream = await upstreamWith()
  await hear(upstream, path, body, (text) => text !== '')
  expect(await onlyEntry(upstream)).toEqual({
    ...answered,
    outcome: 'aborted',
    toldUsage: false,
    ...more
  })
})

/** Asks and leaves, until once the request had arrived by then. */
const askAndLeave = async (upstream: RunningUpstream, body: unknown): Promise<AccountEntry> => {
  for (let waitMs = 10; ; waitMs *= 2) {
    const controller = new AbortController()
    const asked = fetch(upstream.url + path, {
      method: 'POST',
      body: JSON.stringify(body),
      signal: controller.signal
    }).catch(() => undefined)
    await pause(waitMs)
    controller.abort()
    await asked
    await pause(waitMs)
    const [entry] = upstream.account()
    if (entry !== undefined) return entry
  }
}

test.each<[string, object]>([
  ['an answer', chatOf(sum)],
  ['a stream', chatOf(sum, streamed)],
  ['nothing, for ever', faulty('hang')]
])('a client that leaves before there is %s has used its input', async (_, body) => {
  const upstream = await upstreamWith({ models: [{ ...instant, firstMs: 1_000_000 }] })
  expect(await askAndLeave(upstream, body)).toEqual({
    ...answered,
    output: 0,
    outcome: 'aborted',
    toldUsage: false
  })
})

test('an answer that nobody waits for any more is not given', async () => {
  const upstream = await upstreamWith({ models: [{ ...instant, perTokenMs: 20 }] })
  const entry = await askAndLeave(upstream, chatOf(sum))
  // It comes as late as the one before would have come, or later.
  await chat(upstream, chatOf(sum))
  expect(upstream.account()[0]).toEqual(entry)
  expect(entry).toMatchObject({ output: 0, outcome: 'aborted' })
})

test('an upstream that closes counts what it was answering as aborted', async () => {
  const upstream = await upstreamWith()
  const waiting = hear(upstream, path, faulty('hang'))
  await hear(upstream, path, faulty('status:500'))
  await Promise.all([upstream.close(), upstream.close()])
  await waiting
  expect(upstream.account().map(({ outcome }) => outcome)).toEqual(['failed', 'aborted'])
})

test('entries have the names of their requests, in the order of their ends, over HTTP too', async () => {
  const upstream = await upstreamWith()
  for (const id of ['a', 'b']) await post(upstream, path, chatOf(sum), { 'x-request-id': id })
  expect(upstream.account().map(({ request }) => request)).toEqual(['a', 'b'])
  const response = await fetch(`http://127.0.0.1:${upstream.port}/_account`)
  expect(await response.json()).toEqual({ entries: upstream.account() })
})

test('an upstream may keep no account', async () => {
  const upstream = await upstreamWith({ keepsAccount: false })
  expect((await chat(upstream, chatOf(sum))).status).toBe(200)
  expect((await chat(upstream, chatOf(sum, streamed))).status).toBe(200)
  expect(upstream.account()).toEqual([])
})
