import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeploymentPlan, PlanState } from '@stageroute/contracts'
import { addArm, makeArmTable, observe, snapshotTable } from '@stageroute/estimators'
import { run } from './fake-environment'
import { temporaryFolder } from './temporary-folder'

type Changes = (state: Record<string, unknown> & PlanState) => void

/** What a short simulation has learned, saved once: it takes a second. */
const learned = (async (): Promise<string> => {
  const file = join(temporaryFolder(), 'state.json')
  const few = ['--queries', '4000', '--stages', '8', '--seeds', '2', '--jobs', '1']
  const policies = ['--policy', 'stage-route-ledger', '--policy', 'uniform']
  const { code, err } = await run(['simulate', ...few, ...policies, '--save-state', file])
  expect([code, err]).toEqual([0, `wrote ${file}\n`])
  return readFileSync(file, 'utf8')
})()

/** A folder with the state, changed, and its path. */
const stateWith = async (change: Changes = () => undefined): Promise<string> => {
  const file = join(temporaryFolder(), 'state.json')
  const state = JSON.parse(await learned) as Record<string, unknown> & PlanState
  change(state)
  writeFileSync(file, JSON.stringify(state))
  return file
}

const stateIn = (file: string): PlanState => JSON.parse(readFileSync(file, 'utf8')) as PlanState

interface Planned {
  readonly plan: DeploymentPlan
  readonly explanation: {
    readonly summary: ReadonlyArray<string>
    readonly arms: ReadonlyArray<{ readonly id: string; readonly text: string }>
  }
}

const planned = async (file: string): Promise<Planned> => {
  const { code, out } = await run(['plan', '--state', file, '--dry-run', '--json'])
  expect(code).toBe(0)
  return JSON.parse(out) as Planned
}

test('a saved state is one of its codec, of every model that had arrived', async () => {
  const state = stateIn(await stateWith())
  expect(PlanState.decode(state)._tag).toBe('Right')
  expect(state).toMatchObject({ stage: 8, startsAt: 4000, queries: 500, maxDeployed: 5 })
  expect(state.arms).toHaveLength(11)
  expect(state.deployed.length).toBeGreaterThan(2)
})

test('what a policy with a ledger goes on to deploy must be affordable, of others it need not', async () => {
  const file = join(temporaryFolder(), 'state.json')
  const few = ['--queries', '200', '--stages', '2', '--seeds', '1', '--jobs', '1']
  await run(['simulate', ...few, '--policy', 'stage-route', '--save-state', file])
  expect(stateIn(file).keepsAffordable).toBe(false)
  expect(stateIn(await stateWith()).keepsAffordable).toBe(true)
})

test('a dry run explains the plan and writes nothing', async () => {
  const file = await stateWith()
  const before = readFileSync(file, 'utf8')
  const { code, out, err } = await run(['plan', '--state', file, '--dry-run'])
  expect([code, err]).toEqual([0, `dry run: ${file} is unchanged\n`])
  expect(out).toMatch(/^Stage 8 deploys /)
  for (const { id } of stateIn(file).arms) expect(out).toContain(`\n${id}: `)
  expect(readFileSync(file, 'utf8')).toBe(before)
})

test('the JSON document holds the plan and an explanation of every model', async () => {
  const { plan, explanation } = await planned(await stateWith())
  expect(DeploymentPlan.decode(plan)._tag).toBe('Right')
  expect(plan.status).toBe('optimal')
  expect(explanation.arms.map(({ id }) => id)).toEqual(plan.arms.map(({ id }) => id))
})

test('without a dry run the plan is applied: the state stands before the next stage', async () => {
  const file = await stateWith()
  const { plan } = await planned(file)
  expect((await run(['plan', '--state', file])).code).toBe(0)
  const next = stateIn(file)
  expect(next).toMatchObject({ stage: 9, startsAt: 4500, endsAt: 5000, deployed: plan.deployed })
  expect(next.history.applied).toMatchObject([{ number: 1, plan }])
  expect((await planned(file)).plan.previous).toBe(1)
  expect(readdirSync(join(file, '..'))).toEqual(['state.json'])
})

test('pins, prohibitions and shutdowns of a state are obeyed', async () => {
  const file = await stateWith(({ arms }) => {
    Object.assign(arms[3] ?? {}, { isPinned: true })
    Object.assign(arms[0] ?? {}, { isForbidden: true })
    Object.assign(arms[9] ?? {}, { shutdownAt: 4200 })
  })
  const { arms } = stateIn(file)
  const { deployed } = (await planned(file)).plan
  expect(deployed).toContain(arms[3]?.id)
  expect(deployed).not.toContain(arms[0]?.id)
  expect(deployed).not.toContain(arms[9]?.id)
})

test('a model that nothing is known of is expected to be as good as the others', async () => {
  const table = makeArmTable(11)
  for (let arm = 0; arm < 11; arm++) addArm(table)
  for (let i = 0; i < 100; i++) observe(table, i % 10, (i % 3) / 2, 0.0001)
  const file = await stateWith((state) => {
    state['statistics'] = snapshotTable(table)
    state['index'] = { ...state.index, family: 'kl-ucb', level: 3 }
  })
  const { arms } = (await planned(file)).plan
  const seen = arms.slice(0, 10)
  const mean = seen.reduce((sum, { reward }) => sum + reward.estimate / 10, 0)
  expect(arms[10]?.pulls).toBe(0)
  expect(arms[10]?.reward).toEqual({ lower: 0, estimate: expect.closeTo(mean, 12), upper: 1 })
  seen.forEach(({ reward, pulls }) => {
    expect(pulls).toBe(10)
    expect(reward.upper).toBeGreaterThan(reward.estimate)
    expect(reward.lower).toBeLessThan(reward.estimate)
  })
})

test('rules that cannot be met together plan nothing, and nothing is applied', async () => {
  const file = await stateWith((state) => {
    state['coverable'] = null
    state.arms.slice(0, 6).forEach((arm) => Object.assign(arm, { isPinned: true }))
  })
  const before = readFileSync(file, 'utf8')
  const { plan, explanation } = await planned(file)
  expect(plan.status).toBe('rulesInfeasible')
  expect(explanation.summary[0]).toMatch(/are pinned, and there are slots for 5/)
  const { code, err } = await run(['plan', '--state', file])
  expect([code, err]).toEqual([1, expect.stringMatching(/^stageroute: applying the plan failed: /)])
  expect(readFileSync(file, 'utf8')).toBe(before)
})

test.each<readonly [field: string, change: Changes]>([
  ['field budgett: unknown field', (state) => Object.assign(state, { budgett: 1 })],
  ['field budget: -1', (state) => Object.assign(state, { budget: -1 })],
  ['field arms[2].capacity: 0', ({ arms }) => Object.assign(arms[2] ?? {}, { capacity: 0 })],
  ['field index.family: "ucb"', ({ index }) => Object.assign(index, { family: 'ucb' })],
  ['field index.costMax', ({ index }) => Object.assign(index, { costMax: -1 })],
  [
    'field arms[1].isPinned: pinned and forbidden at once',
    ({ arms }) => Object.assign(arms[1] ?? {}, { isPinned: true, isForbidden: true })
  ],
  ['field statistics.checksum', (state) => Object.assign(state.statistics ?? {}, { checksum: 1 })],
  ['field statistics', (state) => Object.assign(state, { arms: state.arms.slice(1) })],
  ['field endsAt', (state) => Object.assign(state, { endsAt: 0 })]
])('a state is refused in one line: %s', async (words, change) => {
  const file = await stateWith(change)
  const { code, out, err } = await run(['plan', '--state', file])
  expect([code, out]).toEqual([2, ''])
  expect(err.startsWith(`stageroute: ${file}, ${words}`)).toBe(true)
  expect(err.trimEnd().split('\n')).toHaveLength(1)
})

test('a state that cannot be written stays as it was', async () => {
  const file = await stateWith()
  // The draft's place is taken, so it cannot be made.
  mkdirSync(`${file}.${process.pid}.tmp`)
  const before = readFileSync(file, 'utf8')
  const { code, err } = await run(['plan', '--state', file])
  expect([code, err]).toEqual([1, expect.stringContaining(`writing ${file} failed`)])
  expect(readFileSync(file, 'utf8')).toBe(before)
})

test('a policy that learns nothing saves no state', async () => {
  const file = join(temporaryFolder(), 'state.json')
  const few = ['--queries', '200', '--stages', '2', '--seeds', '1', '--jobs', '1']
  const { code, err } = await run(['simulate', ...few, '--policy', 'uniform', '--save-state', file])
  expect([code, err]).toEqual([2, expect.stringContaining('uniform learns nothing')])
  expect(existsSync(file)).toBe(false)
})
