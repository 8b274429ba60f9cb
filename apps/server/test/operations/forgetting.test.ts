import { accountOf, administer } from '../running/administration'
import { modelAt, startGateway, type RunningGateway } from '../running/start-gateway'
import { instant, startSimulated } from '../running/start-simulated'
import { until } from '../running/until'
import { ask } from '../faults/asking'
import { temporaryFile } from '../faults/state-files'

const DAY_MS = 86_400_000

let baseUrl = ''

beforeAll(async () => {
  baseUrl = (await startSimulated([instant('steady')])).url
})

const start = (file: string, keepDays: number | null, now: () => number): Promise<RunningGateway> =>
  startGateway({
    upstreams: { simulated: baseUrl },
    models: [modelAt('simulated', 'steady')],
    fields: { state: { sqlite: file, keepDays } },
    surroundings: { clock: { now, elapsed: () => performance.now() } }
  })

const decisionsIn = async (gateway: RunningGateway): Promise<ReadonlyArray<string>> => {
  const text = await (await administer(gateway, 'GET', 'decisions')).text()
  return text
    .trim()
    .split('\n')
    .map((line) => String((JSON.parse(line) as { readonly decision: unknown }).decision))
}

const snapshots = async (gateway: RunningGateway, count: number): Promise<void> => {
  for (let i = 0; i < count; i++)
    expect((await administer(gateway, 'POST', 'snapshot')).status).toBe(200)
}

test('records that are old are forgotten, and nothing that was spent or learned', async () => {
  const file = temporaryFile()
  let now = Date.UTC(2030, 0, 1)
  const gateway = await start(file, 1, () => now)
  for (let i = 0; i < 3; i++) await ask(gateway)
  now += 2 * DAY_MS
  await ask(gateway)
  const all = await decisionsIn(gateway)
  expect(all).toHaveLength(4)
  // As long as an older snapshot would be recovered from, what is behind it stays.
  await snapshots(gateway, 2)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await decisionsIn(gateway)).toEqual(all)
  await snapshots(gateway, 1)
  await until(async () => ((await decisionsIn(gateway)).length === 1 ? true : null))
  expect(await decisionsIn(gateway)).toEqual(all.slice(3))
  const before = await accountOf(gateway)
  await gateway.stop()
  const again = await start(file, 1, () => now)
  expect(await accountOf(again)).toMatchObject({
    queries: before.queries,
    spentUsd: before.spentUsd
  })
})

test('records are kept for ever where nothing else is said', async () => {
  let now = Date.UTC(2030, 0, 1)
  const gateway = await start(temporaryFile(), null, () => now)
  await ask(gateway)
  now += 1000 * DAY_MS
  await snapshots(gateway, 3)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(await decisionsIn(gateway)).toHaveLength(1)
})
