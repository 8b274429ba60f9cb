import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SimulationReport } from '@stageroute/contracts'
import { makeUniform, policies } from '@stageroute/policies'
import { run } from './fake-environment'
import { temporaryFolder } from './temporary-folder'

const small = ['simulate', '--queries', '3000', '--stages', '6', '--seeds', '3', '--jobs', '1']

const reportOf = async (args: ReadonlyArray<string>): Promise<SimulationReport> => {
  const { code, out, err } = await run([...small, ...args, '--json'])
  expect(err).toBe('')
  expect(code).toBe(0)
  return JSON.parse(out) as SimulationReport
}

const withoutSpeed = (report: SimulationReport): unknown => ({
  ...report,
  results: report.results.map((result) => ({ ...result, queriesPerSecond: 0 }))
})

test('the JSON report has the documented fields', async () => {
  const report = await reportOf(['--policy', 'stage-route', '--policy', 'uniform'])
  expect(Object.keys(report)).toEqual(['dataset', 'settings', 'oracles', 'results'])
  expect(report.results.map(({ policy }) => policy)).toEqual(['stage-route', 'uniform'])
  expect(Object.keys(report.results[0] ?? {})).toEqual([
    'policy',
    'seeds',
    'reward',
    'oracleReward',
    'ratioToOracle',
    'pseudoRegret',
    'realisedRegret',
    'spendToBudget',
    'maxOverspendUsd',
    'openingFloatUsd',
    'overspentQueriesShare',
    'oracleInfeasibleShare',
    'switches',
    'adoptionQueries',
    'recoveryQueries',
    'lockOutShare',
    'unserved',
    'unservedShare',
    'queriesPerSecond'
  ])
  expect(report.results[0]?.pseudoRegret.perSeed).toHaveLength(3)
})

test('the same seed gives the same report, and another seed another', async () => {
  const first = withoutSpeed(await reportOf(['--policy', 'stage-route']))
  expect(withoutSpeed(await reportOf(['--policy', 'stage-route']))).toEqual(first)
  expect(withoutSpeed(await reportOf(['--policy', 'stage-route', '--seed', '9']))).not.toEqual(
    first
  )
})

test('the three oracles are reported per query, and hindsight is no worse than the stages', async () => {
  const { oracles, results } = await reportOf(['--policy', 'oracle'])
  expect(oracles.stage).toBeCloseTo(results[0]?.oracleReward.mean ?? 0, 12)
  expect(oracles.category).toBe(oracles.stage)
  expect(oracles.hindsight).toBeGreaterThan(oracles.stage)
})

test('adding a policy changes no other result', async () => {
  const alone = await reportOf(['--policy', 'stage-route'])
  const together = await reportOf(['--policy', 'greedy', '--policy', 'stage-route'])
  const { queriesPerSecond: _, ...expected } = alone.results[0] ?? fail()
  expect(together.results[1]).toMatchObject(expected)
})

test('every setting is reported with the default that was used', async () => {
  const { settings } = await reportOf(['--policy', 'uniform'])
  expect(settings).toEqual({
    queries: 3000,
    stages: 6,
    maxDeployed: 5,
    capacity: 0.4,
    budget: 0.0005,
    openingFloat: expect.closeTo(0.0045, 12),
    seeds: 3,
    seed: 1,
    arrivals: 'release-date',
    index: 'paper',
    gamma: 0.1,
    costScale: 0.003293,
    costMin: 0,
    costMax: expect.closeTo(20 * 0.003293, 6),
    delta: 0.05,
    context: 'none',
    delay: 'none',
    rewardsSeen: 1,
    flipRate: 0,
    drift: 'none',
    retireAfter: null
  })
  const valid = await reportOf(['--policy', 'uniform', '--index', 'paper-valid'])
  expect(valid.settings.gamma).toBeCloseTo(Math.log((11 * 3000) / 0.05), 12)
})

test('arrivals can be at the start, or listed in a file', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'arrivals.json')
  writeFileSync(file, JSON.stringify({ 'gpt-4-1106-preview': 0, 'claude-v1': 0, 'claude-v2': 0 }))
  const listed = await reportOf(['--policy', 'oracle', '--arrivals', file, '--budget', '1'])
  expect(listed.results[0]?.oracleReward.mean).toBeCloseTo(
    0.4 * (0.7814 + 0.6358) + 0.2 * 0.6301,
    10
  )
  const atStart = await reportOf(['--policy', 'oracle', '--arrivals', 'at-start'])
  expect(atStart.results[0]?.oracleReward.mean).toBeCloseTo(0.6433, 4)
})

test('rewards that come late, in part, or wrong cost reward', async () => {
  const rewardWith = async (args: ReadonlyArray<string>): Promise<number> =>
    (await reportOf(['--policy', 'stage-route', ...args])).results[0]?.reward.mean ?? NaN
  const prompt = await rewardWith([])
  for (const args of [
    ['--delay', 'fixed:2500'],
    ['--delay', 'geometric:1000'],
    ['--delay', 'heavy:1000'],
    ['--rewards-seen', '0.01'],
    ['--flip-rate', '0.49']
  ]) {
    expect(await rewardWith(args)).toBeLessThan(prompt)
  }
})

test('what policies see of a query is reported', async () => {
  const { settings } = await reportOf(['--policy', 'uniform', '--context', 'category'])
  expect(settings.context).toBe('category')
})

test.each([
  [['--drift', 'drop:0.3@0.5']],
  [['--drift', 'sink:0.3']],
  [['--drift', 'swing:0.3:2']],
  [['--drift', 'price:0.05@0.3']],
  [['--retire-after', '600']],
  [['--arrivals', 'poisson']],
  [['--arrivals', 'best-last']],
  [['--arrivals', 'cheap-first']],
  [['--dataset', 'synthetic:12']],
  [['--dataset', 'synthetic-graded:12']],
  [['--dataset', 'synthetic-contextual:12']],
  [['--dataset', 'moving-frontier', '--capacity', '1']]
])('%j is another world, in which the oracle loses nothing', async (args) => {
  const oracleOf = async (words: ReadonlyArray<string>) =>
    (await reportOf(['--policy', 'oracle', ...words])).results[0]
  const [still, other] = [await oracleOf([]), await oracleOf(args)]
  expect(other?.oracleReward.mean).not.toBe(still?.oracleReward.mean)
  // Within five standard deviations of a mean over 3,000 queries.
  expect(Math.abs((other?.pseudoRegret.mean ?? NaN) / 3000)).toBeLessThan(5 / Math.sqrt(12 * 3000))
})

test('--out writes the report and its charts', async () => {
  const folder = join(temporaryFolder(), 'report')
  const { code, out, err } = await run([...small, '--policy', 'stage-route', '--out', folder])
  expect(code).toBe(0)
  expect(out).toMatch(/^policy +reward +ratio to oracle +regret/)
  expect(err.trim().split('\n')).toHaveLength(3)
  const regret = readFileSync(join(folder, 'regret.svg'), 'utf8')
  expect(regret).toMatch(/^<svg/)
  expect(regret).toContain('stage-route')
  expect(readFileSync(join(folder, 'shares-stage-route.svg'), 'utf8')).toContain('claude-v1')
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as SimulationReport
  expect(report.dataset).toBe('routerbench')
})

test('a missing file names --out when it cannot be written', async () => {
  const { code, err } = await run([...small, '--policy', 'oracle', '--out', '/dev/null/report'])
  expect(code).toBe(2)
  expect(err).toMatch(/^stageroute: \/dev\/null\/report: cannot be written to/)
})

test('a run that breaks is exit code 1', async () => {
  const { code, err } = await run([...small, '--policy', 'oracle'], {
    runTasks: () => Promise.reject(new Error('a worker died'))
  })
  expect(code).toBe(1)
  expect(err).toBe('stageroute: simulation failed: Error: a worker died\n')
})

test.each([
  [
    ['--policy', 'nope'],
    'unknown policy "nope"; known: stage-route, stage-route-strong, stage-route-contextual'
  ],
  [['--budget', '-1'], '--budget: -1 is not a finite number above 0'],
  [['--budget', 'much'], "option '--budget <usd>' argument 'much' is invalid."],
  [['--budget', 'Infinity'], '--budget: Infinity is not a finite number above 0'],
  [['--opening-float', '-1'], '--opening-float: -1 is not a finite amount of at least 0'],
  [['--opening-float', 'Infinity'], '--opening-float: Infinity is not a finite amount'],
  [['--opening-float', ''], "option '--opening-float <usd>' argument '' is invalid."],
  [['--capacity', '1.5'], '--capacity: 1.5 is not in (0, 1]'],
  [['--capacity', '0.2', '--max-deployed', '4'], '4 deployed models can take at most 0.800'],
  [['--max-deployed', '0'], '--max-deployed: 0 is not a whole number from 1'],
  [['--stages', '4000'], '4000 stages need at least as many queries, not 3000'],
  [['--seeds', '1.5'], '--seeds: 1.5 is not a whole number'],
  [['--seed', '-1'], '--seed: -1 is not a whole number from 0'],
  [['--index', 'magic'], 'unknown index "magic"; known: paper, paper-valid'],
  [['--gamma', '0'], '--gamma: 0 is not a finite number above 0'],
  [['--delta', '1'], '--delta: 1 is not in (0, 1)'],
  [['--cost-min', '2', '--cost-max', '1'], '--cost-max: 1 is below the least cost, 2'],
  [['--context', 'text'], '--context: the data set tells nothing of the text of its queries'],
  [['--context', 'all'], 'unknown context "all"; known: none, category, unrelated, text'],
  [['--delay', 'long'], 'unknown delay "long"; known: none, fixed:QUERIES, geometric:MEAN, heavy:'],
  [['--delay', 'none:1'], 'unknown delay "none:1"; known: none'],
  [['--delay', 'fixed'], 'unknown delay "fixed"; known: none'],
  [['--delay', 'fixed:1.5'], 'unknown delay "fixed:1.5"; known: none'],
  [['--delay', 'fixed:'], 'unknown delay "fixed:"; known: none'],
  [['--delay', 'geometric:0'], 'unknown delay "geometric:0"; known: none'],
  [['--delay', 'heavy:-1'], 'unknown delay "heavy:-1"; known: none'],
  [['--rewards-seen', '0'], '--rewards-seen: 0 is not in (0, 1]'],
  [['--flip-rate', '0.5'], '--flip-rate: 0.5 is not in [0, 0.5)'],
  [['--drift', 'drop:2@0.5'], 'unknown drift "drop:2@0.5"; known: none, drop:SIZE@PART, sink:SIZE'],
  [['--drift', 'drop:0.2@1'], 'unknown drift "drop:0.2@1"; known: none'],
  [['--drift', 'swing:0.2'], 'unknown drift "swing:0.2"; known: none'],
  [['--drift', 'price:0@0.5'], 'unknown drift "price:0@0.5"; known: none'],
  [['--drift', 'versions@0.5'], '--drift: no two models of the data set are versions of one'],
  [
    ['--dataset', 'moving-frontier', '--drift', 'versions@0.5'],
    '--drift: no two models of the data set are versions of one'
  ],
  [['--retire-after', '0'], '--retire-after: 0 is not a whole number of at least 1'],
  [['--dataset', 'synthetic:x'], '--dataset: "synthetic:x" is not synthetic:MODELS with 1 to'],
  [
    ['--dataset', 'moving-frontier', '--arrivals', 'poisson'],
    '--arrivals: models of moving-frontier come as it says'
  ],
  [['--dataset', '/no/such/folder'], 'unknown data set "/no/such/folder"; known: routerbench'],
  [
    ['--arrivals', 'relese-date'],
    'unknown way of arriving "relese-date"; known: release-date, at-start'
  ],
  [['--seeds', '4294967295'], '--seeds: 4294967295 is not a whole number from 1 to 100000'],
  [['--jobs', '5000'], '--jobs: 5000 is not a whole number from 1 to 256'],
  [['--bogus'], "unknown option '--bogus'"],
  [['stray'], 'too many arguments']
])('bad usage %j is one line and exit code 2', async (args, line) => {
  const { code, out, err } = await run([...small, ...args])
  expect(code).toBe(2)
  expect(out).toBe('')
  expect(err.trim().split('\n')).toHaveLength(1)
  expect(err).toContain(line)
})

test('a report that cannot be written is known before anything is played', async () => {
  const played = jest.fn()
  const args = [...small, '--policy', 'oracle', '--out', '/dev/null']
  const { code, out } = await run(args, { runTasks: played })
  expect([code, out]).toEqual([2, ''])
  expect(played).not.toHaveBeenCalled()
})

describe('with a policy that keeps a ledger', () => {
  beforeEach(() => {
    jest
      .spyOn(policies as Record<string, typeof makeUniform>, 'uniform')
      .mockImplementation((settings) => ({ ...makeUniform(settings), isPrepaid: true }))
  })
  afterEach(() => jest.restoreAllMocks())

  const both = ['--policy', 'uniform', '--policy', 'greedy']

  test('overspend is measured from the opening float, and of a policy without one from 0', async () => {
    const { settings, results } = await reportOf([...both, '--opening-float', '1000'])
    expect(settings.openingFloat).toBe(1000)
    expect(results.map(({ openingFloatUsd }) => openingFloatUsd)).toEqual([1000, 0])
    expect(results[0]?.overspentQueriesShare.max).toBe(0)
  })

  test('a float of nothing is none', async () => {
    const { settings, results } = await reportOf([...both, '--opening-float', '0'])
    expect([settings.openingFloat, results[0]?.openingFloatUsd]).toEqual([0, 0])
    expect(results[0]?.overspentQueriesShare.mean).toBeGreaterThan(0.9)
  })

  test('without the option it is 0.3 % of what the run may spend', async () => {
    const { results } = await reportOf([...both, '--budget', '0.001'])
    expect(results[0]?.openingFloatUsd).toBeCloseTo(0.009, 12)
  })

  test('the table says which policies had it', async () => {
    const line = 'with an opening float of 0.0045 USD, above which overspend counts: uniform\n'
    expect((await run([...small, ...both])).out).toContain(line)
    expect((await run([...small, '--policy', 'greedy'])).out).not.toContain('float')
  })
})

test('a data set where everything is free can be played', async () => {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'outcomes.csv'),
    'query_id,category,a.score,a.cost,b.score,b.cost\nq1,x,1,0,0,0\nq2,x,1,0,1,0\n'
  )
  const models = ['a', 'b'].map((id) => ({ id, released: null }))
  writeFileSync(join(folder, 'models.json'), JSON.stringify(models))
  const { settings, results } = await reportOf(['--dataset', folder, '--capacity', '1'])
  expect(settings.costScale).toBe(1)
  expect(results.map(({ spendToBudget }) => spendToBudget.max)).toEqual([0, 0, 0, 0, 0])
})

test('the table says when the oracle cannot keep the budget, and what went unserved', async () => {
  const { out } = await run([...small, '--policy', 'oracle', '--budget', '0.00001'])
  expect(out).toContain('no mix fits the budget in 100.0 % of the stages')
  const file = join(temporaryFolder(), 'arrivals.json')
  writeFileSync(
    file,
    JSON.stringify({ 'claude-v1': 0, 'claude-v2': 0, 'gpt-4-1106-preview': 1500 })
  )
  const short = await run([...small, '--policy', 'oracle', '--arrivals', file, '--budget', '1'])
  expect(short.out).toMatch(/oracle: \d+\.\d % of the queries went unserved/)
})

test('the ledger policy overspends at no query, with the float and without one', async () => {
  for (const float of ['0.1', '0']) {
    const { results } = await reportOf([
      ...['--policy', 'stage-route-ledger', '--policy', 'stage-route'],
      ...['--budget', '0.0003', '--opening-float', float]
    ])
    expect(results[0]).toMatchObject({
      openingFloatUsd: Number(float),
      overspentQueriesShare: { mean: 0, max: 0 },
      maxOverspendUsd: { mean: 0, max: 0 }
    })
    expect(results[1]?.overspentQueriesShare.mean).toBeGreaterThan(0)
  }
})
