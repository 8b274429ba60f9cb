import { administer } from '../running/administration'
import { readVerdict } from '../../src/feedback/ask-judge'
import { makeJsonSignal, schemaOf } from '../../src/feedback/json-signal'
import { readQuestion, readStreamed, readWhole } from '../../src/feedback/answer-text'
import { instant, startSimulated } from '../running/start-simulated'
import { modelAt, startGateway, usualPrice, type RunningGateway } from '../running/start-gateway'
import { sendJson, startRecording } from '../running/start-recording'
import { until } from '../running/until'

const event = (chunk: unknown): Uint8Array => Buffer.from(`data: ${JSON.stringify(chunk)}\n\n`)

describe('an answer is read', () => {
  test('off a whole chat and off a stream of one', () => {
    const whole = { choices: [{ message: { content: 'yes' }, finish_reason: 'length' }] }
    expect(readWhole('chat', whole)).toEqual({ text: 'yes', isCutOff: true })
    const chunks = [
      { choices: [{ delta: { content: 'ye' }, finish_reason: null }] },
      { choices: [{ delta: { content: 's' }, finish_reason: 'stop' }] }
    ]
    expect(readStreamed('chat', chunks.map(event))).toEqual({ text: 'yes', isCutOff: false })
  })

  test('off a response and off a stream of one', () => {
    const response = {
      output: [{ content: [{ type: 'output_text', text: 'yes' }] }],
      incomplete_details: { reason: 'max_output_tokens' }
    }
    expect(readWhole('responses', response)).toEqual({ text: 'yes', isCutOff: true })
    expect(readStreamed('responses', [event({ type: 'x' }), event({ response })]).text).toBe('yes')
  })

  test('whatever it is', () => {
    for (const nonsense of [{}, { choices: 1 }, { choices: [null] }, { output: [[]] }]) {
      expect(readWhole('chat', nonsense)).toEqual({ text: '', isCutOff: false })
      expect(readWhole('responses', nonsense)).toEqual({ text: '', isCutOff: false })
    }
    expect(readStreamed('chat', [Buffer.from('data: {oops\n\n')]).text).toBe('')
  })

  test('with what was asked last', () => {
    const messages = [
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'two' },
      { role: 'user', content: [{ type: 'text', text: 'three' }] }
    ]
    expect(readQuestion({ messages })).toBe('three')
    expect(readQuestion({ input: 'four' })).toBe('four')
    expect(readQuestion({})).toBe('')
  })
})

describe('a schema', () => {
  const signal = makeJsonSignal()
  const schema = JSON.stringify({
    type: 'object',
    properties: { n: { type: 'integer' } },
    required: ['n']
  })

  test.each([
    ['{"n":1}', true],
    ['{"n":"1"}', false],
    ['{}', false],
    ['not json', false]
  ])('is or is not satisfied by %s', async (answer, isSatisfied) => {
    expect(await signal.satisfies(schema, answer)).toBe(isSatisfied)
  })

  test('that is none says nothing', async () => {
    expect(await signal.satisfies('{"type":"nonsense"}', '{}')).toBeNull()
  })

  test('is found in both APIs; one with patterns, which may take for ever, is not looked at', () => {
    const inner = { type: 'object' }
    const chat = { response_format: { type: 'json_schema', json_schema: { schema: inner } } }
    expect(schemaOf(chat)).toBe('{"type":"object"}')
    expect(schemaOf({ text: { format: { schema: inner } } })).toBe('{"type":"object"}')
    expect(schemaOf({})).toBeNull()
    const isLookedAt = (schema: object): boolean =>
      schemaOf({ text: { format: { schema } } }) !== null
    expect(isLookedAt({ type: 'string', pattern: '^(a+)+$' })).toBe(false)
    expect(isLookedAt({ anyOf: [{ $ref: '#' }, { $ref: '#' }] })).toBe(false)
    expect(isLookedAt({ $async: true, type: 'object' })).toBe(false)
    expect(isLookedAt({ type: 'string', description: 'a pattern' })).toBe(true)
    let deep: object = {}
    for (let i = 0; i < 50_000; i++) deep = { not: deep }
    expect(isLookedAt(deep)).toBe(false)
  })
})

test.each([
  ['7', 0.7],
  ['Score: 10', 1],
  ['0', 0],
  ['7.5 of 10', 0.75],
  ['11', null],
  ['none', null]
])('a judge who says %j means %j', (text, reward) => {
  expect(readVerdict(text)).toBe(reward)
})

const chat = async (gateway: RunningGateway, fields: object = {}): Promise<void> => {
  const answer = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.keys.call}` },
    body: JSON.stringify({
      model: 'auto',
      messages: [{ role: 'user', content: 'tell me' }],
      ...fields
    })
  })
  await answer.text()
}

const judgementsOf = async (gateway: RunningGateway) => {
  const answer = await administer(gateway, 'GET', 'decisions')
  return (await answer.text())
    .split('\n')
    .filter((line) => line.includes('"judged"'))
    .map((line) => JSON.parse(line) as { source: string; reward: number })
}

const judgementOf = (gateway: RunningGateway) =>
  until(async () => (await judgementsOf(gateway))[0] ?? null)

test.each([[{}], [{ stream: true }]])(
  'an answer that was cut off earns what the configuration says (%j)',
  async (fields) => {
    const { url } = await startSimulated([instant('a', { outputTokens: { mean: 50, spread: 0 } })])
    const gateway = await startGateway({
      upstreams: { u: url },
      models: [modelAt('u', 'a')],
      fields: { feedback: { lengthStop: 0.125 } }
    })
    await chat(gateway, { ...fields, max_tokens: 3 })
    expect(await judgementOf(gateway)).toMatchObject({ source: 'length-stop', reward: 0.125 })
  }
)

test('an answer that is not the JSON it was asked for earns nothing', async () => {
  const { url } = await startSimulated([instant('a')])
  const gateway = await startGateway({
    upstreams: { u: url },
    models: [modelAt('u', 'a')],
    fields: { feedback: { jsonSchema: true } }
  })
  const long = { type: 'string', minLength: 10_000 }
  const schema = { type: 'object', required: ['long'], properties: { long } }
  await chat(gateway, { response_format: { type: 'json_schema', json_schema: { schema } } })
  expect(await judgementOf(gateway)).toMatchObject({ source: 'json-schema', reward: 0 })
})

test('what goes wrong while an answer is looked at is logged, and harms nobody', async () => {
  const { url } = await startSimulated([instant('a')])
  const judge = { upstream: 'u', name: 'a', price: usualPrice, share: 1, usdPerDay: 1 }
  const gateway = await startGateway({
    upstreams: { u: url },
    models: [modelAt('u', 'a')],
    fields: { feedback: { judge } },
    surroundings: {
      random: () => {
        throw new Error('no chance')
      }
    }
  })
  await chat(gateway)
  const isTold = (line: string): boolean => /no chance.*could not be looked at/.test(line)
  const told = (count: number) =>
    until(() => (gateway.logged.filter(isTold).length === count ? true : null))
  await told(1)
  await chat(gateway)
  expect(await told(2)).toBe(true)
})

describe('a judge', () => {
  const judged = async (usdPerDay: number) => {
    const { url } = await startSimulated([instant('a')])
    const judge = await startRecording((_, response) =>
      sendJson(response, 200, {
        choices: [{ message: { content: '8' } }],
        usage: { prompt_tokens: 10, completion_tokens: 1 }
      })
    )
    const gateway = await startGateway({
      upstreams: { u: url, j: judge.url },
      models: [modelAt('u', 'a')],
      fields: {
        feedback: {
          judge: { upstream: 'j', name: 'judge', price: usualPrice, share: 1, usdPerDay }
        }
      }
    })
    return { gateway, judge }
  }

  test('is asked about an answer, and paid out of its own budget', async () => {
    const { gateway, judge } = await judged(1)
    await chat(gateway)
    expect(await judgementOf(gateway)).toMatchObject({ source: 'judge', reward: 0.8 })
    expect(JSON.stringify(judge.calls)).toContain('tell me')
    const answer = await administer(gateway, 'GET', 'budgets')
    const { budgets } = (await answer.json()) as {
      budgets: ReadonlyArray<{ account: string; spentUsd: number; queries: number }>
    }
    expect(budgets.find(({ account }) => account === 'judge')?.spentUsd).toBeCloseTo(0.0012, 9)
    expect(budgets.find(({ account }) => account === 'all')?.queries).toBe(1)
  })

  test('is not asked for more than a day may cost', async () => {
    const { gateway, judge } = await judged(0.000_001)
    await chat(gateway)
    await chat(gateway)
    expect(judge.calls).toEqual([])
    expect(await judgementsOf(gateway)).toEqual([])
  })
})
