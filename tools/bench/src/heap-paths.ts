import {
  addArm,
  addContextualArm,
  costLowerBound,
  experimentGamma,
  klAbove,
  klBelow,
  makeArmTable,
  makeContextualTable,
  makeFeedbackRegister,
  makeLinearTable,
  observe,
  observeContextualReward,
  observeLinear,
  openDecision,
  pooledUpper,
  predictLinearInto,
  pullsOf,
  receiveReward,
  rewardUpperBound
} from '@stageroute/estimators'
import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  bestAtPrices,
  forgetBasis,
  makeBudgetedSelectionWorkspace,
  makeBudgetedSimplexWorkspace,
  solveBudgetedSelectionInto,
  solveBudgetedSimplexInto
} from '@stageroute/optimizer'
import { commit, decide, setBounds } from '@stageroute/router'
import { makeDesk } from './decisions'
import { makeRouteStream, makeSelections, programsOf, selectionClasses } from './problems'

/** A kernel called again and again: `call(i)` is the i-th call, after so many to warm up, until every branch has been taken and compiled. */
export interface HotPath {
  readonly name: string
  readonly warmUp: number
  readonly calls: number
  readonly call: (i: number) => void
}

const SEED = 20_261_125
const SIZE = 11
const WARM_UP = 200_000

const routePaths = (): ReadonlyArray<HotPath> => {
  const workspace = makeBudgetedSimplexWorkspace(SIZE)
  const share = new Float64Array(SIZE)
  const programs = programsOf(makeRouteStream(256, SIZE, SEED))
  const solve = (i: number): void => {
    const program = programs[i & 255]
    if (program !== undefined) solveBudgetedSimplexInto(workspace, program, share)
  }
  const solveCold = (i: number): void => {
    forgetBasis(workspace)
    solve(i)
  }
  return [
    { name: 'RouteOPT from the last basis', warmUp: WARM_UP, calls: 10_000_000, call: solve },
    { name: 'RouteOPT from scratch', warmUp: WARM_UP, calls: 1_000_000, call: solveCold }
  ]
}

const deployPaths = (): ReadonlyArray<HotPath> =>
  selectionClasses
    .filter(({ maxSelected }) => maxSelected < SIZE)
    .map((kind) => {
      const workspace = makeBudgetedSelectionWorkspace(SIZE)
      const share = new Float64Array(SIZE)
      // Where nothing fits the budget a second programme is stated: those are left out.
      const programs = makeSelections(kind, 64, SIZE, SEED).filter(
        (program) => solveBudgetedSelectionInto(workspace, program, share) === 0
      )
      const call = (i: number): void => {
        const program = programs[i % programs.length]
        if (program !== undefined) solveBudgetedSelectionInto(workspace, program, share)
      }
      return { name: `DeployOPT, ${kind.name}`, warmUp: 20_000, calls: 10_000, call }
    })

/** Everything but the ledger, whose events are objects. */
const decisionPath = (): HotPath => {
  const stream = makeRouteStream(256, SIZE, SEED)
  const { router, request } = makeDesk(stream, SEED)
  request.cover.fill(Infinity)
  return {
    name: 'decision: gates, RouteOPT, draw, record',
    warmUp: WARM_UP,
    calls: 1_000_000,
    call: (i) => {
      const step = stream.steps[i & 255]
      if (step !== undefined) setBounds(router.state, step.arm, step.reward, step.cost / 1000)
      request.now = i
      decide(router, request)
      commit(router, request)
    }
  }
}

const pricePath = (): HotPath => {
  const stream = makeStream(SEED, 'prices')
  const values = Float64Array.from({ length: 64 * SIZE }, () => nextUniform(stream))
  const prices = new Float64Array(SIZE)
  let last = 0
  return {
    name: 'routing at prices',
    warmUp: WARM_UP,
    calls: 10_000_000,
    call: (i) => {
      prices[last] = 0
      last = bestAtPrices(values, values, (i & 63) * SIZE, SIZE, 0.5, prices)
    }
  }
}

/** What is computed must be used, or a compiler may leave it out. */
const results = new Float64Array(1)

const perQuery = (name: string, call: (i: number) => void): HotPath => ({
  name,
  warmUp: WARM_UP,
  calls: 1_000_000,
  call
})

const indexPaths = (): ReadonlyArray<HotPath> => {
  const index = { gamma: experimentGamma, costScale: 0.01, costMin: 0, costMax: 0.02 }
  const table = makeArmTable(SIZE)
  for (let m = 0; m < SIZE; m++) addArm(table)
  const learn = (i: number): number => {
    const arm = i % SIZE
    observe(table, arm, (i & 3) / 4, (i & 7) / 1000)
    return arm
  }
  return [
    perQuery('paper index', (i) => {
      const arm = learn(i)
      results[0] = rewardUpperBound(table, index, arm) - costLowerBound(table, index, arm)
    }),
    perQuery('KL-UCB index', (i) => {
      const arm = learn(i)
      const pulls = pullsOf(table.reward, arm)
      results[0] = klAbove(table.reward.mean[arm] ?? 0, pulls, 3)
      results[0] = klBelow(table.cost.mean[arm] ?? 0, pulls, 3)
    })
  ]
}

const contextPaths = (): ReadonlyArray<HotPath> => {
  const table = makeContextualTable(4, SIZE, 0.02)
  for (let m = 0; m < SIZE; m++) addContextualArm(table)
  const linear = makeLinearTable({
    size: SIZE,
    dimension: 4,
    regularisation: 1,
    factor: 0.99,
    maxNorm: 4
  })
  const features = new Float64Array(4)
  const prediction = new Float64Array(2)
  const register = makeFeedbackRegister(SIZE, 64)
  return [
    perQuery('index by context', (i) => {
      observeContextualReward(table, i & 3, i % SIZE, (i & 7) / 8, 1)
      results[0] = pooledUpper(table.reward, i & 3, i % SIZE, 2)
    }),
    perQuery('linear estimate', (i) => {
      features[i & 3] = (i & 7) / 8
      observeLinear(linear, i % SIZE, features, (i & 7) / 8, 1, i)
      predictLinearInto(linear, i % SIZE, features, prediction)
    }),
    perQuery('late reward', (i) => {
      openDecision(register, i % SIZE, i & 3, 0.5)
      receiveReward(register, i - 30, (i & 7) / 8)
    })
  ]
}

/** Everything that runs for every query, and DeployOPT, which runs for every stage. */
export const hotPaths = (): ReadonlyArray<HotPath> => [
  ...routePaths(),
  ...deployPaths(),
  pricePath(),
  decisionPath(),
  ...indexPaths(),
  ...contextPaths()
]
