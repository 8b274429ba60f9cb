import * as E from 'fp-ts/Either'
import { readFeedback } from '../../src/feedback/read-feedback'
import { administer } from '../running/administration'
import { instant, startSimulated } from '../running/start-simulated'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'

let gateway: RunningGateway

beforeAll(async () => {
  const { url } = await startSimulated([instant('a')])
  gateway = await startGateway({ upstreams: { u: url }, models: [modelAt('u', 'a')] })
})

const ask = async (key: string): Promise<string> => {
  const answer = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'hi' }] })
  })
  await answer.text()
  return answer.headers.get('x-stageroute-decision') ?? ''
}

const give = async (body: unknown, name: string | null, key = gateway.keys.all) => {
  const answer = await fetch(`${gateway.url}/v1/feedback`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(name === null ? {} : { 'idempotency-key': name })
    },
    body: JSON.stringify(body)
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const judgedSoFar = async (): Promise<number> => {
  const answer = await administer(gateway, 'GET', 'models')
  const { models } = (await answer.json()) as { models: ReadonlyArray<{ judgements: number }> }
  return models[0]?.judgements ?? -1
}

test('a score, a thumb and a comparison are learnt from', async () => {
  const [first, second, third, fourth] = [
    await ask(gateway.keys.all),
    await ask(gateway.keys.all),
    await ask(gateway.keys.all),
    await ask(gateway.keys.all)
  ]
  const before = await judgedSoFar()
  expect(await give({ decision: first, score: 0.25 }, 's')).toMatchObject({
    status: 200,
    body: { object: 'feedback', counted: 1, repeated: 0 }
  })
  expect(await give({ decision: second, thumb: 'up' }, 't')).toMatchObject({ status: 200 })
  expect(await give({ comparison: { better: third, worse: fourth } }, 'c')).toMatchObject({
    body: { counted: 2 }
  })
  expect((await judgedSoFar()) - before).toBe(4)
})

test('what is told twice counts once, and another story under the same name is a conflict', async () => {
  const [first, second] = [await ask(gateway.keys.all), await ask(gateway.keys.all)]
  const before = await judgedSoFar()
  await give({ decision: first, score: 1 }, 'twice')
  expect(await give({ decision: first, score: 1 }, 'twice')).toMatchObject({
    status: 200,
    body: { counted: 0, repeated: 1 }
  })
  expect(await give({ decision: second, score: 1 }, 'twice')).toMatchObject({ status: 409 })
  expect(await give({ decision: first, score: 0 }, 'later')).toMatchObject({ body: { counted: 0 } })
  expect((await judgedSoFar()) - before).toBe(1)
})

test('twenty at once under one name count once', async () => {
  const decision = await ask(gateway.keys.all)
  const before = await judgedSoFar()
  const all = await Promise.all(
    Array.from({ length: 20 }, () => give({ decision, score: 1 }, 'crowd'))
  )
  expect(all.map(({ status }) => status)).toEqual(Array(20).fill(200))
  expect(all.filter(({ body }) => body['counted'] === 1)).toHaveLength(1)
  expect((await judgedSoFar()) - before).toBe(1)
})

test('nobody judges the answers of another key', async () => {
  const decision = await ask(gateway.keys.call)
  expect(await give({ decision, score: 1 }, 'other', gateway.keys.feedback)).toMatchObject({
    status: 404,
    body: { error: { code: 'not_found', param: 'decision' } }
  })
})

test('feedback needs a name, and a key that may give it', async () => {
  const decision = await ask(gateway.keys.all)
  expect(await give({ decision, score: 1 }, null)).toMatchObject({
    status: 400,
    body: { error: { code: 'idempotency_key_missing' } }
  })
  expect(await give({ decision, score: 1 }, 'x', gateway.keys.call)).toMatchObject({ status: 403 })
})

test.each([
  [{}, 'score'],
  [{ decision: 'dec-1' }, 'score'],
  [{ decision: 'dec-1', score: 1, thumb: 'up' }, 'score'],
  [{ decision: 'dec-1', score: 1.1 }, 'score'],
  [{ decision: 'dec-1', score: '1' }, 'score'],
  [{ decision: 'dec-1', score: null }, 'score'],
  [{ decision: '1', score: 1 }, 'decision'],
  [{ decision: 'dec-01', score: 1 }, 'decision'],
  [{ decision: 'dec-1', thumb: 'sideways' }, 'thumb'],
  [{ comparison: { better: 'dec-1', worse: 'dec-1' } }, 'comparison'],
  [{ comparison: { better: 'dec-1' } }, 'comparison.worse'],
  [{ decision: 'dec-1', score: 1, sorce: 2 }, 'sorce'],
  [null, 'score']
])('feedback %j is refused with its field', (body, param) => {
  expect(readFeedback(body)).toEqual(
    E.left(expect.objectContaining({ status: 400, param }) as object)
  )
})
