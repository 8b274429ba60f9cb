import { administer } from '../running/administration'
import { instant, startSimulated } from '../running/start-simulated'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'

const withModels = async (): Promise<RunningGateway> => {
  const { url } = await startSimulated([instant('a'), instant('b')])
  return startGateway({
    upstreams: { u: url },
    models: [modelAt('u', 'a'), modelAt('u', 'b')]
  })
}

const chat = async (gateway: RunningGateway): Promise<string> => {
  const answer = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.keys.call}` },
    body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'hi' }] })
  })
  await answer.text()
  return answer.headers.get('x-stageroute-decision') ?? ''
}

interface Line {
  readonly event: string
  readonly decision: string
  readonly position: number
  readonly routing?: {
    readonly arm: string
    readonly arms: ReadonlyArray<{ readonly id: string; readonly probability: number }>
  }
}

const exported = async (gateway: RunningGateway, after = 0, limit = 1000) => {
  const answer = await administer(gateway, 'GET', `decisions?after=${after}&limit=${limit}`)
  const lines = (await answer.text()).split('\n').filter((line) => line !== '')
  return {
    cursor: Number(answer.headers.get('x-stageroute-cursor')),
    lines: lines.map((line) => JSON.parse(line) as Line)
  }
}

test('every decision is exported with the probabilities that were drawn from', async () => {
  const gateway = await withModels()
  const ids = [await chat(gateway), await chat(gateway), await chat(gateway)]
  const { lines } = await exported(gateway)
  expect(lines.map(({ decision }) => decision)).toEqual(ids)
  for (const { routing } of lines) {
    const sum = routing?.arms.reduce((total, { probability }) => total + probability, 0)
    expect(sum).toBeCloseTo(1, 12)
    const chosen = routing?.arms.find(({ id }) => id === routing.arm)
    expect(chosen?.probability).toBeGreaterThan(0)
  }
})

test('a cursor goes on where the last export ended, and misses nothing', async () => {
  const gateway = await withModels()
  for (let i = 0; i < 5; i++) await chat(gateway)
  const all = await exported(gateway)
  const found: Array<string> = []
  for (let after = 0; ;) {
    const { cursor, lines } = await exported(gateway, after, 2)
    found.push(...lines.map(({ decision }) => decision))
    if (cursor === after) break
    after = cursor
  }
  expect(found).toEqual(all.lines.map(({ decision }) => decision))
})

test.each(['after=-1', 'limit=0', 'limit=100000', 'after=1e3', 'limit=x'])(
  'an export %s is refused',
  async (query) => {
    const gateway = await withModels()
    expect((await administer(gateway, 'GET', `decisions?${query}`)).status).toBe(400)
  }
)

test('a snapshot is kept when it is asked for, behind all that happened before', async () => {
  const gateway = await withModels()
  await chat(gateway)
  const { cursor } = await exported(gateway)
  const taken = await administer(gateway, 'POST', 'snapshot')
  expect(await taken.json()).toEqual({ position: cursor + 1 })
})

test('what is known of the models is told', async () => {
  const gateway = await withModels()
  await chat(gateway)
  const answer = await administer(gateway, 'GET', 'models')
  const { models } = (await answer.json()) as { models: ReadonlyArray<Record<string, unknown>> }
  expect(models.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(models[0]).toMatchObject({ isDeployed: true, health: 'healthy', reward: { upper: 1 } })
})
