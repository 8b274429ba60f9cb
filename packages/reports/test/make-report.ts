import type {
  CaseResult,
  ChartKind,
  CurveBand,
  Estimate,
  ExperimentCase,
  ExperimentReport,
  ReportGroup,
  SimulationSettings
} from '@stageroute/contracts'

/** How large a made-up report is. */
export interface Size {
  readonly policies: number
  readonly cases: number
  readonly points: number
  readonly arms: number
  readonly seeds: number
}

export const small: Size = { policies: 3, cases: 2, points: 10, arms: 3, seeds: 3 }
export const large: Size = { policies: 20, cases: 6, points: 200, arms: 11, seeds: 20 }

type Draw = () => number

/** Numbers in [0, 1) that look random and are the same every time (mulberry32). */
const makeDraw = (seed: number): Draw => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const policyNames = [
  'stage-route',
  'oracle',
  'stage-route-ledger',
  'stage-route-kl',
  'stage-route-thompson',
  'stage-route-bernstein',
  'stage-route-context',
  'budgeted-ucb',
  'budgeted-thompson',
  'primal-dual',
  'lagrangian',
  'knapsack-ucb',
  'explore-then-commit',
  'epsilon-greedy',
  'successive-elimination',
  'sliding-window-ucb',
  'discounted-ucb',
  'greedy',
  'cheapest',
  'uniform'
]

const armNames = [
  'WizardLM-13B-V1.2',
  'claude-instant-v1',
  'claude-v1',
  'claude-v2',
  'gpt-3.5-turbo-1106',
  'gpt-4-1106-preview',
  'llama-2-70b-chat',
  'mistral-7b-chat',
  'mixtral-8x7b-chat',
  'code-llama-34b-instruct',
  'yi-34b-chat'
]

export const namesUpTo = (names: ReadonlyArray<string>, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, i) => names[i] ?? `${names[i % names.length]}-${i}`)

const estimate = (mean: number, half: number): Estimate => ({
  mean,
  low: mean - half,
  high: mean + half
})

const bandAround = (mean: ReadonlyArray<number>, half: ReadonlyArray<number>): CurveBand => ({
  mean,
  low: mean.map((value, i) => value - (half[i] ?? 0)),
  high: mean.map((value, i) => value + (half[i] ?? 0))
})

const queries = 36_497

const queryPoints = (points: number): ReadonlyArray<number> =>
  Array.from({ length: points }, (_, i) => Math.round(((i + 1) * queries) / points))

/** Shares that drift from cheap to good arms as these arrive one after the other. */
const sharesOf = (draw: Draw, size: Size, sharpness: number): ReadonlyArray<number> => {
  const taste = Array.from({ length: size.arms }, draw)
  return Array.from({ length: size.points }, (_, point) => {
    const weights = taste.map((own, arm) =>
      (arm / size.arms) * 0.8 <= point / size.points
        ? Math.exp(sharpness * (own + arm / size.arms))
        : 0
    )
    const sum = weights.reduce((a, b) => a + b, 0)
    return weights.map((weight) => weight / sum)
  }).flat()
}

const settingsAt = (budget: number, size: Size): SimulationSettings => ({
  queries,
  stages: 36,
  maxDeployed: 5,
  capacity: 0.4,
  budget,
  openingFloat: 0.1,
  seeds: size.seeds,
  seed: 1,
  arrivals: 'release',
  index: 'paper',
  gamma: 0.1,
  delta: 0.05,
  costScale: 1,
  costMin: 0.0001,
  costMax: 0.02,
  context: 'none',
  delay: 'none',
  rewardsSeen: 1,
  flipRate: 0,
  drift: 'none',
  retireAfter: null
})

const resultOf = (
  draw: Draw,
  size: Size,
  policy: string,
  rank: number,
  budget: number
): CaseResult => {
  const query = queryPoints(size.points)
  const speed = 0.02 + 0.12 * rank * (0.5 + draw())
  const growth = 0.5 + 0.15 * (rank / size.policies)
  const regret = query.map((at) => speed * at ** growth * 3 - (rank === 1 ? 20 : 0))
  const overspend = rank % 4 === 0 ? 0.14 : -0.03 * draw()
  const early = draw() - 0.4
  const spend = query.map(
    (at) => 1 + overspend + early * Math.exp(-at / 4000) + (0.2 * (draw() - 0.5)) / (1 + at / 1000)
  )
  const final = regret.at(-1) ?? 0
  const ratio = 1 - final / (0.56 * queries) / 1.2
  const perSeed = Array.from({ length: size.seeds }, () => final * (0.95 + 0.1 * draw()))
  return {
    policy,
    seeds: size.seeds,
    reward: { mean: 0.56 * ratio, sd: 0.004 },
    oracleReward: { mean: 0.56 },
    ratioToOracle: { mean: ratio, sd: 0.005, min: ratio - 0.01 },
    pseudoRegret: { mean: final, sd: final / 20, perSeed },
    realisedRegret: { mean: final, sd: final / 20, perSeed },
    spendToBudget: { mean: 1 + overspend, max: 1.05 + overspend },
    maxOverspendUsd: { mean: Math.max(0, overspend), max: Math.max(0, overspend) * 1.2 },
    openingFloatUsd: 0,
    overspentQueriesShare: { mean: overspend > 0 ? 0.98 : 0.1 * draw(), max: 1 },
    oracleInfeasibleShare: 0,
    switches: { mean: 4 + 30 * draw() },
    adoptionQueries:
      rank % 6 === 5
        ? { median: null, p90: null }
        : { median: Math.round(400 + 3000 * draw()), p90: rank % 3 === 2 ? null : 6000 },
    recoveryQueries: null,
    lockOutShare: rank % 5 === 4 ? 0.55 : 0,
    unserved: { mean: rank === 2 ? 0.0004 : 0 },
    unservedShare: { mean: rank === 2 ? 0.0004 : 0, max: 0.001 },
    queriesPerSecond: 20_000 + 400_000 * draw() ** 3,
    ratio: estimate(ratio, 0.002 + 0.004 * draw()),
    difference: rank === 0 ? null : estimate(0.02 * (draw() - 0.7), 0.006),
    regret: estimate(final, Math.abs(final) * 0.06 + 5),
    cost: estimate(budget * (1 + overspend), budget * 0.01),
    curves: {
      query,
      regret: bandAround(
        regret,
        regret.map((value, i) => 4 + Math.abs(value) * 0.05 + i * 0.1)
      ),
      spendToBudget: bandAround(
        spend,
        query.map((at) => 0.01 + 0.2 * Math.exp(-at / 4000))
      ),
      share: sharesOf(draw, size, 3 + rank / 4)
    },
    runs: perSeed.map((_, seed) => `${policy}-${seed}`.padEnd(16, '0'))
  }
}

const caseOf = (
  draw: Draw,
  size: Size,
  values: ExperimentCase['values'],
  budget: number
): ExperimentCase => ({
  label: Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', '),
  values,
  dataset: 'routerbench',
  settings: settingsAt(budget, size),
  oracles: { stage: 0.5602, category: 0.61, hindsight: 0.55 },
  arms: namesUpTo(armNames, size.arms),
  oracleShare: sharesOf(draw, size, 6),
  results: namesUpTo(policyNames, size.policies).map((policy, rank) =>
    resultOf(draw, size, policy, rank, budget)
  )
})

const budgets = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01]

const casesOver = (
  draw: Draw,
  size: Size,
  name: string,
  values: ReadonlyArray<number | string | null>
): ReadonlyArray<ExperimentCase> =>
  values
    .slice(0, size.cases)
    .map((value, i) =>
      caseOf(draw, size, { [name]: value }, name === 'budget' ? (budgets[i] ?? 0.0005) : 0.0005)
    )

const slopeCases = (draw: Draw, size: Size): ReadonlyArray<ExperimentCase> =>
  casesOver(draw, size, 'queries', [1000, 3000, 10_000, 30_000, 100_000, 300_000]).map((one) => ({
    ...one,
    results: one.results.map((result, rank) => {
      const at = Number(one.values['queries'])
      const mean = (0.3 + rank / 3) * at ** (0.5 + (0.5 * rank) / size.policies)
      return { ...result, regret: estimate(mean, mean / 8) }
    })
  }))

/** A report of one group over budgets with the given charts; everything in it follows from the seed. */
export const makeGroup = (size: Size, charts: ReadonlyArray<ChartKind>, seed = 1): ReportGroup => ({
  name: 'budget',
  title: 'Along the budget',
  axes: ['budget'],
  charts,
  cases: casesOver(makeDraw(seed), size, 'budget', budgets),
  slopes: []
})

const slopeGroup = (size: Size): ReportGroup => ({
  name: 'horizon',
  title: 'Longer streams',
  axes: ['queries'],
  charts: ['slope'],
  cases: slopeCases(makeDraw(2), size),
  slopes: namesUpTo(policyNames, size.policies).map((policy, rank) => ({
    policy,
    ...estimate(0.5 + (0.5 * rank) / size.policies, 0.02)
  }))
})

const perCase: ReadonlyArray<ChartKind> = [
  'sensitivity',
  'regret',
  'spend',
  'shares',
  'pareto',
  'adoption',
  'speed'
]

/** A report as long as a real one: a group over budgets with every chart, one over the length of the stream, one of a single case. */
export const makeReport = (
  size: Size,
  groups: ReadonlyArray<ReportGroup> = [
    makeGroup(size, perCase),
    slopeGroup(size),
    {
      ...makeGroup({ ...size, cases: 1 }, ['regret', 'shares'], 3),
      name: 'paper',
      title: 'The setting of the paper',
      axes: []
    }
  ]
): ExperimentReport => ({
  name: 'budget-pressure',
  title: 'What a budget does to policies',
  question:
    'How much reward does each policy give up when the budget shrinks, and which of them stay within it?',
  command: 'npm run -s stageroute -- experiment budget-pressure',
  hash: 'c0ffee'.padEnd(64, '0'),
  isQuick: false,
  seeds: size.seeds,
  reference: 'stage-route',
  groups
})
