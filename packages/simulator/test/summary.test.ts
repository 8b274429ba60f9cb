import { summariseRuns, type RunMeasures } from '../src'
import { oracleOf, trialOf } from './builders'

const trial = trialOf([{ reward: 0.5, cost: 1 }], { queries: 10, budget: 2 })
const oracle = { ...oracleOf([0, 0.5, [1]], [5, 0.5, [1]]), isInfeasible: [true, false] }

const run = (measures: Partial<RunMeasures>): RunMeasures => ({
  reward: 4,
  oracleReward: 5,
  pseudoRegret: 1,
  realisedRegret: 1,
  spend: 20,
  openingFloat: 0,
  maxOverspend: 0,
  overspentQueries: 0,
  unserved: 0,
  switches: 0,
  adoptionQueries: [],
  recoveryQueries: [],
  isLockedOut: false,
  curve: { query: [], pseudoRegret: [], spend: [], share: [] },
  ...measures
})

const summary = (...runs: ReadonlyArray<Partial<RunMeasures>>) =>
  summariseRuns('p', trial, oracle, runs.map(run), 7)

test('every measure of two runs, by hand', () => {
  const found = summary(
    { pseudoRegret: 1, realisedRegret: -2, maxOverspend: 3, overspentQueries: 5, switches: 4 },
    { reward: 2, pseudoRegret: 3, realisedRegret: 2, spend: 10, unserved: 5, isLockedOut: true }
  )
  expect(found).toEqual({
    policy: 'p',
    seeds: 2,
    reward: { mean: expect.closeTo(0.3, 12), sd: expect.closeTo(Math.SQRT2 / 10, 12) },
    oracleReward: { mean: 0.5 },
    ratioToOracle: {
      mean: expect.closeTo(0.6, 12),
      sd: expect.closeTo(0.2 * Math.SQRT2, 12),
      min: 0.4
    },
    pseudoRegret: { mean: 2, sd: Math.SQRT2, perSeed: [1, 3] },
    realisedRegret: { mean: 0, sd: Math.sqrt(8), perSeed: [-2, 2] },
    spendToBudget: { mean: 0.75, max: 1 },
    maxOverspendUsd: { mean: 1.5, max: 3 },
    openingFloatUsd: 0,
    overspentQueriesShare: { mean: 0.25, max: 0.5 },
    oracleInfeasibleShare: 0.5,
    switches: { mean: 2 },
    adoptionQueries: { median: null, p90: null },
    recoveryQueries: null,
    lockOutShare: 0.5,
    unserved: { mean: 0.25 },
    unservedShare: { mean: 0.25, max: 0.5 },
    queriesPerSecond: 7
  })
})

test('the float that the runs were measured with is told', () => {
  expect(summary({ openingFloat: 3 }, { openingFloat: 3 }).openingFloatUsd).toBe(3)
})

test('a single run has no spread', () => {
  expect(summary({}).pseudoRegret).toEqual({ mean: 1, sd: 0, perSeed: [1] })
})

const adoption = (...queries: ReadonlyArray<ReadonlyArray<number>>) =>
  summary(...queries.map((adoptionQueries) => ({ adoptionQueries }))).adoptionQueries

test('adoption quantiles are nearest ranks over all arms of all seeds', () => {
  expect(adoption([40, 10], [20, 30])).toEqual({ median: 20, p90: 40 })
  expect(adoption([50], [10, 30])).toEqual({ median: 30, p90: 50 })
  expect(adoption([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual({ median: 5, p90: 9 })
})

test('a quantile that falls on an arm that was never adopted is null', () => {
  expect(adoption([10, 20, Infinity])).toEqual({ median: 20, p90: null })
  expect(adoption([10, Infinity, Infinity])).toEqual({ median: null, p90: null })
})

test('where nothing can be earned, everything that can be was', () => {
  expect(summary({ reward: 0, oracleReward: 0 }).ratioToOracle).toEqual({ mean: 1, sd: 0, min: 1 })
})
