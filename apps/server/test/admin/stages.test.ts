import { administer } from '../running/administration'
import { instant, startSimulated } from '../running/start-simulated'
import { modelAt, startGateway } from '../running/start-gateway'
import { until } from '../running/until'

interface Stages {
  readonly problem: string | null
  readonly stages: ReadonlyArray<{
    readonly number: number
    readonly restores: number | null
    readonly plan: { readonly deployed: ReadonlyArray<string> }
    readonly explanation: { readonly summary: ReadonlyArray<string> }
  }>
}

const threeModels = async (fields: Parameters<typeof startGateway>[0]['fields'] = {}) => {
  const { url } = await startSimulated([instant('a'), instant('b'), instant('c')])
  return startGateway({
    upstreams: { u: url },
    models: ['a', 'b', 'c'].map((id) => modelAt('u', id)),
    fields: { stages: { maxDeployed: 1, schedule: { everyQueries: 2 } }, ...fields }
  })
}

const stagesOf = async (gateway: Parameters<typeof administer>[0]): Promise<Stages> =>
  (await administer(gateway, 'GET', 'stages')).json() as Promise<Stages>

const chat = (gateway: { url: string; keys: { call: string } }, model = 'auto') =>
  fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.keys.call}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'hi' }] })
  })

test('a stage ends after its queries, and models that nobody knows take turns', async () => {
  const gateway = await threeModels()
  for (let i = 0; i < 6; i++) {
    await until(async () => ((await chat(gateway)).ok ? true : null))
    await until(async () =>
      (await stagesOf(gateway)).stages.length > Math.floor((i + 1) / 2) ? true : null
    )
  }
  const { stages, problem } = await stagesOf(gateway)
  expect(problem).toBeNull()
  const deployed = stages.slice(0, 3).map(({ plan }) => plan.deployed[0])
  expect([...deployed].sort()).toEqual(['a', 'b', 'c'])
  expect(stages[0]?.explanation.summary[0]).toContain('Stage 0 deploys')
})

test('a dry run changes nothing, a plan that is applied does, and it can be taken back', async () => {
  const gateway = await threeModels({ stages: { maxDeployed: 1, isManual: true } })
  const planned = await administer(gateway, 'POST', 'stages/plan')
  const { plan } = (await planned.json()) as { plan: { deployed: ReadonlyArray<string> } }
  expect(planned.status).toBe(200)
  expect((await stagesOf(gateway)).stages).toHaveLength(1)
  const other = { ...plan, deployed: ['c'] } as never
  expect((await administer(gateway, 'POST', 'stages/apply', { plan: other })).status).toBe(200)
  expect((await chat(gateway, 'c')).status).toBe(200)
  expect((await chat(gateway, 'a')).status).toBe(404)
  // It was made against the stage before: applied again it is stale.
  const stale = await administer(gateway, 'POST', 'stages/apply', { plan: other })
  expect(stale.status).toBe(409)
  expect(stale.headers.get('content-type')).toContain('application/problem+json')
  const back = await administer(gateway, 'POST', 'stages/rollback', { number: 1 })
  expect(back.status).toBe(200)
  const { stages } = await stagesOf(gateway)
  expect(stages.map(({ restores }) => restores)).toEqual([null, null, 1])
  expect(stages.at(-1)?.plan.deployed).toEqual(stages[0]?.plan.deployed)
})

test.each([
  ['rollback', { number: 99 }, 409],
  ['rollback', { number: 'one' }, 400],
  ['apply', { plan: { deployed: ['a'] } }, 400]
])('%s of what is none is refused', async (action, body, status) => {
  const gateway = await threeModels()
  const refused = await administer(gateway, 'POST', `stages/${action}`, body as never)
  expect(refused.status).toBe(status)
  expect(await refused.json()).toMatchObject({ status, title: expect.any(String) as string })
})

test('what is planned is planned on a thread of its own: requests are answered meanwhile', async () => {
  const { url } = await startSimulated([instant('m0')])
  const models = Array.from({ length: 120 }, (_, i) => modelAt('u', `m${i}`, { name: 'm0' }))
  const gateway = await startGateway({
    upstreams: { u: url },
    models,
    fields: { stages: { maxDeployed: 10, isManual: true } }
  })
  let isPlanned = false
  const planning = administer(gateway, 'POST', 'stages/plan').then(() => (isPlanned = true))
  const answered = await chat(gateway)
  expect(answered.status).toBe(200)
  expect(isPlanned).toBe(false)
  await planning
})
