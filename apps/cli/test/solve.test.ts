import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as TE from 'fp-ts/TaskEither'
import type { DeployAnswer, RouteAnswer } from '@stageroute/contracts'
import type { SolverResult } from '@stageroute/optimizer'
import { run } from './fake-environment'
import { temporaryFolder } from './temporary-folder'

const route = { reward: [0.5, 0.8], cost: [0.001, 0.003], capacity: [1, 1], budget: 0.002 }
const deploy = {
  reward: [0.9, 0.8, 0.7, 0.6],
  cost: [0.004, 0.003, 0.002, 0.001],
  capacity: [0.5, 0.5, 0.5, 0.5],
  budget: 0.0025,
  maxDeployed: 2
}

const solve = (
  kind: string,
  problem: unknown,
  ...args: ReadonlyArray<string>
): ReturnType<typeof run> =>
  run(['solve', kind, '--problem', '-', ...args], { readInput: () => JSON.stringify(problem) })

test('route answers with value, shares and prices', async () => {
  const { code, out } = await solve('route', route, '--json')
  const answer = JSON.parse(out) as RouteAnswer
  expect(code).toBe(0)
  expect(Object.keys(answer)).toEqual(['status', 'value', 'share', 'budgetPrice', 'capacityPrice'])
  expect(answer.share).toEqual([0.5, 0.5])
  expect(answer.budgetPrice).toBeCloseTo(150, 9)
})

test.each(['exact', 'highs'])(
  'deploy by %s picks two models and certifies them',
  async (solver) => {
    const { out } = await solve('deploy', deploy, '--json', '--solver', solver)
    const answer = JSON.parse(out) as DeployAnswer
    expect(Object.keys(answer)).toEqual([
      'status',
      'value',
      'share',
      'budgetPrice',
      'capacityPrice',
      'deployed',
      'bound',
      'gap',
      'nodes',
      'relaxationExact'
    ])
    expect(answer.value).toBeCloseTo(0.75, 9)
    expect(answer.deployed).toHaveLength(2)
    expect(answer.bound).toBeCloseTo(0.75, 9)
    expect(answer.gap).toBeLessThan(1e-9)
  }
)

test('a switch cost keeps the incumbents until the stage is long enough to pay for it', async () => {
  const dear = { ...deploy, switchCost: [9, 9, 9, 9], incumbent: [2, 3] }
  const short = JSON.parse(
    (await solve('deploy', { ...dear, stageLength: 10 }, '--json')).out
  ) as DeployAnswer
  const long = JSON.parse(
    (await solve('deploy', { ...dear, stageLength: 1e6 }, '--json')).out
  ) as DeployAnswer
  expect(short.deployed).toEqual([2, 3])
  expect(short.value).toBeCloseTo(0.65, 9)
  expect(long.value).toBeGreaterThan(0.7499)
})

test('infeasible is an answer', async () => {
  const tight = JSON.parse(
    (await solve('route', { ...route, budget: 0.0005 }, '--json')).out
  ) as RouteAnswer
  expect(tight).toEqual({
    status: 'budgetInfeasible',
    value: 0.5,
    share: [1, 0],
    budgetPrice: null,
    capacityPrice: []
  })
  const { code, out } = await solve('route', { ...route, capacity: [0.3, 0.3] }, '--json')
  expect(code).toBe(0)
  expect((JSON.parse(out) as RouteAnswer).status).toBe('capacityInfeasible')
})

test('without --json the answer is for people', async () => {
  const { out } = await solve('deploy', deploy)
  expect(out).toMatch(/^status +optimal\nvalue +0\.7[45]\d*/)
  expect(out).toContain('capacity price')
})

test.each([
  [{ ...route, cost: [0.001] }, 'field cost: 1 entries, reward has 2'],
  [{ ...route, reward: [0.5, null] }, 'field reward[1]: null, expected a finite number'],
  [{ ...route, budget: -1 }, 'field budget: -1, expected a cost in USD of at least 0'],
  [{ ...route, capacity: [1, 1.5] }, 'field capacity[1]: 1.5, expected a share in (0, 1]'],
  [{ ...route, capacty: [1] }, 'field capacty: unknown field'],
  [{ ...route, reward: [], cost: [], capacity: [] }, 'field reward: empty'],
  [[], 'field (whole document)']
])('a bad route problem is one line: %j', async (problem, line) => {
  const { code, out, err } = await solve('route', problem, '--json')
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(`stageroute: standard input, ${line}`)
  expect(err.trim().split('\n')).toHaveLength(1)
})

test.each([
  [{ ...deploy, incumbent: [4] }, "field incumbent[0]: 4 is not a model's index"],
  [{ ...deploy, maxDeployed: 0 }, 'field maxDeployed: 0, expected an integer of at least 1'],
  [{ ...deploy, switchCost: [1] }, 'field switchCost: 1 entries, reward has 4']
])('a bad deploy problem is one line: %j', async (problem, line) => {
  const { code, err } = await solve('deploy', problem)
  expect(code).toBe(2)
  expect(err).toContain(line)
})

test('a file is named when it is missing or not JSON', async () => {
  const file = join(temporaryFolder(), 'problem.json')
  const missing = await run(['solve', 'route', '--problem', file])
  expect(missing).toMatchObject({ code: 2, err: `stageroute: ${file}: no such file\n` })
  writeFileSync(file, '{')
  const broken = await run(['solve', 'route', '--problem', file])
  expect(broken.code).toBe(2)
  expect(broken.err).toContain(`${file}: not JSON`)
})

test('an unknown solver is refused', async () => {
  const { code, err } = await solve('route', route, '--solver', 'gurobi')
  expect(code).toBe(2)
  expect(err).toContain('exact, highs')
})

/** Shares are whole here, and rewards rise with costs: one node leaves it open. */
const hard = {
  reward: [0.6, 0.5, 0.4, 0.3, 0.2],
  cost: [0.0061, 0.0048, 0.0041, 0.0029, 0.0022],
  capacity: [0.5, 0.5, 0.5, 0.5, 0.5],
  budget: 0.0043,
  maxDeployed: 2
}

test('a search that the node limit ends is closed by HiGHS', async () => {
  const { code, out } = await solve('deploy', hard, '--node-limit', '1', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ status: 'optimal', value: expect.closeTo(0.4, 9) })
})

test('one that HiGHS does not close either is a failure that says what is known', async () => {
  const failed: SolverResult = {
    termination: { _tag: 'limit' },
    objective: NaN,
    bound: Infinity,
    primal: new Float64Array(10),
    rowPrice: new Float64Array(0)
  }
  const stub = { name: 'highs', solveLp: () => failed, solveMip: () => failed }
  const { code, out, err } = await run(['solve', 'deploy', '--problem', '-', '--node-limit', '1'], {
    readInput: () => JSON.stringify(hard),
    loadSolver: TE.right(stub)
  })
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(
    /^stageroute: solver exact failed: not proved optimal after 1 nodes, nor by HiGHS \(best 0\.\d+, bound 0\.\d+, models/
  )
})

test('HiGHS alone at its limit is a failure that says what is known too', async () => {
  const cut: SolverResult = {
    termination: { _tag: 'limit' },
    objective: 0.35,
    bound: 0.5,
    primal: Float64Array.of(0, 0, 0.5, 0.5, 0, 0, 0, 1, 1, 0),
    rowPrice: new Float64Array(0)
  }
  const stub = { name: 'highs', solveLp: () => cut, solveMip: () => cut }
  const { code, out, err } = await run(['solve', 'deploy', '--problem', '-', '--solver', 'highs'], {
    readInput: () => JSON.stringify(hard),
    loadSolver: TE.right(stub)
  })
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(
    /^stageroute: solver highs failed: not proved optimal within a minute \(best 0\.35, bound 0\.5, models 2, 3\)/
  )
})
