import * as E from 'fp-ts/Either'
import type { MipSolver } from '@stageroute/optimizer'
import {
  arriveAsListed,
  categoryOracle,
  makeLoggedReplay,
  stageOracle,
  type Environment,
  type Trial
} from '../src'
import { tableOf, trialOf } from './builders'
import { vertexSolver } from './vertex-solver'

/** Maths is a quarter of the queries: there the dear arm is better, in law it is no better than the cheap one. */
const specialists = makeLoggedReplay(
  tableOf(
    ['maths', [0, 1], [1, 3]],
    ['law', [0.8, 1], [0.8, 3]],
    ['law', [0.8, 1], [0.8, 3]],
    ['law', [0.8, 1], [0.8, 3]]
  )
)

const trial = (environment: Environment, settings: Partial<Trial>): Trial => ({
  ...trialOf([], { queries: 10, maxDeployed: 2 }),
  environment,
  arrivals: arriveAsListed(environment.arms, { a: 0, b: 0 }),
  ...settings
})

const values = (of: Trial, solver = vertexSolver): ReadonlyArray<number> => {
  const found = categoryOracle(solver)(of)
  return E.isRight(found) ? Array.from(found.right) : []
}

test('every category gets the arm that suits it', () => {
  // 1 for a quarter and 0.8 for the rest, at 1.5 per query; without categories 1.5 buys a quarter of the dear arm anywhere.
  const of = trial(specialists, { budget: 1.5 })
  expect(values(of)[0]).toBeCloseTo(0.85, 9)
  expect(stageOracle(of).value[0]).toBeCloseTo(0.6625, 9)
})

test('the budget is shared by the categories', () => {
  // 1.25 pays for the dear arm on one query in eight: half of maths.
  expect(values(trial(specialists, { budget: 1.25 }))[0]).toBeCloseTo(0.725, 9)
})

test('capacities are shared by the categories', () => {
  // The dear arm may take an eighth of the queries, the cheap one the rest.
  const of = trial(specialists, { budget: 3, capacity: 0.5 })
  expect(values(of)[0]).toBeCloseTo(0.25 + 0.75 * 0.8, 9)
})

test('one deployed set serves all categories', () => {
  // The dear arm alone: 0.25 + 0.6.
  expect(values(trial(specialists, { budget: 3, maxDeployed: 1 }))[0]).toBeCloseTo(0.85, 9)
  // The budget leaves only the cheap one.
  expect(values(trial(specialists, { budget: 2, maxDeployed: 1 }))[0]).toBeCloseTo(0.6, 9)
})

test('each stage looks at the arms that have arrived', () => {
  const arrivals = arriveAsListed(specialists.arms, { a: 0, b: 5 })
  const [first, second] = values(trial(specialists, { budget: 1.5, stages: 2, arrivals }))
  expect(first).toBeCloseTo(0.6, 9)
  expect(second).toBeCloseTo(0.85, 9)
})

test('where no mix fits the budget, the value of the cheapest', () => {
  // Of equally cheap mixes the best one, found within the accuracy that is asked of a solver.
  expect(values(trial(specialists, { budget: 0.5 }))[0]).toBeCloseTo(0.6, 8)
})

test('where too few arms have arrived to serve every query, the best that they can serve', () => {
  const arrivals = arriveAsListed(specialists.arms, { a: 5, b: 0 })
  const [first] = values(trial(specialists, { budget: 1, capacity: 0.5, stages: 2, arrivals }))
  // All of maths and a quarter of law in the dear arm's half of the queries.
  expect(first).toBeCloseTo(0.25 + 0.25 * 0.8, 9)
})

test('with one category it is the stage oracle', () => {
  const arms = [
    { reward: 0.5, cost: 1 },
    { reward: 0.9, cost: 5 },
    { reward: 0.6, cost: 2 }
  ]
  for (const budget of [0.5, 1.5, 3, 9]) {
    for (const capacity of [0.5, 1]) {
      const of = trialOf(arms, { queries: 1, budget, capacity, maxDeployed: 2 })
      expect(values(of)[0]).toBeCloseTo(stageOracle(of).value[0] ?? NaN, 8)
    }
  }
})

test('a solver that gives no answer is a result', () => {
  const broken: MipSolver = {
    name: 'broken',
    solveMip: (program) => ({
      ...vertexSolver.solveMip(program),
      termination: { _tag: 'failed', problem: 'out of luck' }
    })
  }
  expect(categoryOracle(broken)(trial(specialists, {}))).toEqual(
    E.left({ _tag: 'SolverFailure', solver: 'broken', problem: 'out of luck' })
  )
})
