import { makeEvaluator } from '../src/evaluator'
import { oracleOf, trialOf } from './builders'

const arms = [
  { reward: 0.5, cost: 1 },
  { reward: 0.75, cost: 3 }
]

const unmeasured = { openingFloat: 0, curvePoints: 0 }

test('a run of five queries in two stages, by hand', () => {
  const trial = trialOf(arms, { queries: 5, stages: 2, budget: 2 })
  const oracle = oracleOf([0, 0.5, [1, 0]], [2, 0.625, [0.5, 0.5]])
  const evaluator = makeEvaluator(trial, oracle, { openingFloat: 0, curvePoints: 1 })
  evaluator.startStage(0, [0])
  evaluator.record(0, 0, 0, 1, 4)
  evaluator.record(1, 0, 0, 0, 1)
  evaluator.startStage(1, [0, 1])
  evaluator.record(2, 1, 1, 1, 2)
  evaluator.record(3, 1, -1, 0.9, 99)
  evaluator.record(4, 1, 1, 0.25, 1)
  expect(evaluator.finish()).toEqual({
    reward: 2.25,
    oracleReward: 2 * 0.5 + 3 * 0.625,
    // True means of the arms used: 0.5, 0.5, 0.75, nothing, 0.75.
    pseudoRegret: 2.875 - 2.5,
    realisedRegret: 2.875 - 2.25,
    spend: 8,
    openingFloat: 0,
    // Allowance 2, 4, 6, 8, 10 against 4, 5, 7, 7, 8.
    maxOverspend: 2,
    overspentQueries: 3,
    unserved: 1,
    switches: 1,
    adoptionQueries: [Infinity, Infinity],
    recoveryQueries: [],
    isLockedOut: true,
    curve: { query: [5], pseudoRegret: [0.375], spend: [8], share: [0.4, 0.4] }
  })
})

test('overspend is measured from the float of the ledger, which the run states', () => {
  const measured = (openingFloat: number) => {
    const trial = trialOf(arms, { queries: 2, budget: 2 })
    const evaluator = makeEvaluator(trial, oracleOf([0, 1, [1, 0]]), {
      openingFloat,
      curvePoints: 0
    })
    evaluator.startStage(0, [0])
    evaluator.record(0, 0, 0, 1, 5)
    evaluator.record(1, 0, 0, 1, 2)
    return evaluator.finish()
  }
  expect(measured(3)).toMatchObject({ openingFloat: 3, maxOverspend: 0, overspentQueries: 0 })
  expect(measured(1)).toMatchObject({ openingFloat: 1, maxOverspend: 2, overspentQueries: 2 })
})

test('regret counts arms by their order of arrival', () => {
  const trial = trialOf(arms, {
    queries: 1,
    arrivals: { order: [1, 0], at: [0, 0], until: [Infinity, Infinity] }
  })
  const evaluator = makeEvaluator(trial, oracleOf([0, 1, [1, 0]]), unmeasured)
  evaluator.startStage(0, [0])
  evaluator.record(0, 0, 0, 1, 3)
  expect(evaluator.finish().pseudoRegret).toBe(0.25)
})

const switchesOf = (...deployments: ReadonlyArray<ReadonlyArray<number>>): number => {
  const evaluator = makeEvaluator(
    trialOf(arms, { queries: 9 }),
    oracleOf([0, 1, [1, 0]]),
    unmeasured
  )
  deployments.forEach((deployed, stage) => evaluator.startStage(stage, deployed))
  return evaluator.finish().switches
}

test('switches are arms newly deployed after the first stage', () => {
  expect(switchesOf([0, 1, 2])).toBe(0)
  expect(switchesOf([0, 1], [0, 1], [0])).toBe(0)
  expect(switchesOf([0], [1, 2], [0, 1])).toBe(3)
})
