import { accountOf, administer, makeCallKey } from '../running/administration'
import { instant, startSimulated } from '../running/start-simulated'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { sendJson, startRecording } from '../running/start-recording'
import { until } from '../running/until'

const post = (gateway: RunningGateway, path: string, body: object, key = gateway.keys.call) =>
  fetch(`${gateway.url}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(body)
  })

const messages = [{ role: 'user', content: 'hi' }]

test('a response that goes on from another is asked of the model that gave it', async () => {
  const { url } = await startSimulated([instant('a'), instant('b')])
  const gateway = await startGateway({
    upstreams: { u: url },
    models: [
      modelAt('u', 'a', { share: 0.5, contextTokens: 1000 }),
      modelAt('u', 'b', { share: 0.5, contextTokens: 1000 })
    ]
  })
  const seen = new Set<string>()
  for (let i = 0; i < 12; i++) {
    const first = await post(gateway, 'responses', {
      model: 'auto',
      input: 'hi',
      stream: i % 2 === 0
    })
    const id = /"id":"(resp[^"]*)"/.exec(await first.text())?.[1]
    const model = first.headers.get('x-stageroute-model') ?? ''
    seen.add(model)
    const next = await post(gateway, 'responses', {
      model: 'auto',
      input: 'and?',
      previous_response_id: id
    })
    await next.text()
    expect(next.headers.get('x-stageroute-model')).toBe(model)
  }
  expect(seen.size).toBe(2)
})

test('the break of a response is told in the form of its API', async () => {
  const { url } = await startSimulated([instant('a')])
  const gateway = await startGateway({ upstreams: { u: url }, models: [modelAt('u', 'a')] })
  const broken = await post(gateway, 'responses', {
    model: 'a',
    input: 'hi',
    stream: true,
    metadata: { simulate: 'reset-mid' }
  })
  const last = (await broken.text()).trimEnd().split('\n\n').at(-1) ?? ''
  expect(last).toMatch(/^event: error\ndata: \{/)
  expect(JSON.parse(last.slice(last.indexOf('{')))).toMatchObject({
    type: 'error',
    code: 'upstream_error',
    sequence_number: expect.any(Number) as number,
    error: { code: 'upstream_error', param: null }
  })
})

describe('limits of tokens', () => {
  const limited = async (script: Parameters<typeof startRecording>[0]) => {
    const upstream = await startRecording(script)
    const gateway = await startGateway({
      upstreams: { u: upstream.url },
      models: [modelAt('u', 'a')],
      fields: { retries: { most: 0 } }
    })
    const key = await makeCallKey(gateway, { tokensPerMinute: 1000 })
    const ask = (most: number) =>
      post(gateway, 'chat/completions', { model: 'a', messages, max_tokens: most }, key.key)
    return { ask, gateway }
  }

  test('count what was used, not what might have been', async () => {
    const usage = { prompt_tokens: 10, completion_tokens: 20 }
    const { ask } = await limited((_, response) => sendJson(response, 200, { choices: [], usage }))
    const answers = [await ask(900), await ask(900), await ask(900)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const left = answers.map(({ headers }) => Number(headers.get('x-ratelimit-remaining-tokens')))
    // What the second one could have used is gone, and nothing else but what the first one did.
    expect(left[1]).toBeGreaterThan(0)
    expect((left[0] ?? 0) - (left[1] ?? 0)).toBeLessThanOrEqual(30)
  })

  test('give back what nobody used', async () => {
    const { ask } = await limited((_, response) => sendJson(response, 500, {}))
    for (let i = 0; i < 4; i++) expect((await ask(900)).status).toBe(502)
  })

  test('say what is left also to those who have to wait', async () => {
    const { ask } = await limited((_, response) => sendJson(response, 200, { choices: [] }))
    expect((await ask(900)).status).toBe(200)
    const refused = await ask(900)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('x-ratelimit-limit-tokens')).toBe('1000')
    expect(Number(refused.headers.get('x-ratelimit-remaining-tokens'))).toBeLessThan(100)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

test('who may not administer the server does not learn what there is to administer', async () => {
  const { url } = await startSimulated([instant('a')])
  const gateway = await startGateway({ upstreams: { u: url }, models: [modelAt('u', 'a')] })
  for (const path of ['/admin/v1/stages', '/admin/v1/nothing', '/admin/'])
    expect((await fetch(gateway.url + path)).status).toBe(401)
  expect((await administer(gateway, 'GET', 'nothing')).status).toBe(404)
})

test('a server that stops cuts off what does not end, and books it', async () => {
  const { url } = await startSimulated([instant('a')])
  const gateway = await startGateway({
    upstreams: { u: url },
    models: [modelAt('u', 'a')],
    fields: { listen: { port: 0, drainMs: 50 } }
  })
  const hanging = post(gateway, 'chat/completions', {
    model: 'a',
    messages,
    metadata: { simulate: 'hang' }
  })
  await until(async () => ((await accountOf(gateway)).reservedUsd > 0 ? true : null))
  await gateway.stop()
  const answer = await hanging
  expect(answer.status).toBe(502)
  expect(await answer.json()).toMatchObject({ error: { code: 'upstream_error' } })
})

describe('input that is elsewhere', () => {
  const referring: ReadonlyArray<readonly [string, object]> = [
    ['responses', { input: 'and?', previous_response_id: 'resp_1' }],
    ['responses', { input: 'and?', conversation: { id: 'conv_1' } }],
    ['responses', { input: 'and?', prompt: { id: 'pmpt_1' } }],
    ['responses', { input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'f' }] }] }],
    ['responses', { input: [{ role: 'user', content: [{ type: 'input_file', file_url: 'u' }] }] }],
    [
      'chat/completions',
      { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'f' } }] }] }
    ]
  ]

  const spending = async (model: object, usdPerQuery: number) => {
    const { url } = await startSimulated([instant('a')])
    return startGateway({
      upstreams: { u: url },
      models: [modelAt('u', 'a', { ...model, maxOutputTokens: 10 })],
      fields: { budget: { usdPerQuery, floatUsd: 0 } }
    })
  }

  test.each(referring)('is paid for as much as a model can read: %s %j', async (path, fields) => {
    // 100 micro-USD for each of 5,000 tokens, and 200 for each of 10.
    const covered = await spending({ contextTokens: 5000 }, 0.502)
    expect((await post(covered, path, { model: 'a', ...fields })).status).toBe(200)
    const short = await spending({ contextTokens: 5000 }, 0.501)
    const refused = await post(short, path, { model: 'a', ...fields })
    expect(refused.status).toBe(429)
    expect(await refused.json()).toMatchObject({ error: { code: 'insufficient_quota' } })
  })

  test('is refused where nobody knows how much that is', async () => {
    const gateway = await spending({}, 1000)
    const refused = await post(gateway, 'responses', {
      model: 'auto',
      input: 'and?',
      previous_response_id: 'x'
    })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ error: { code: 'unknown_input_length' } })
    expect((await post(gateway, 'responses', { model: 'auto', input: 'and?' })).status).toBe(200)
  })
})
