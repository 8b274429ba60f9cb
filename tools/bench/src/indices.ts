import {
  addArm,
  costLowerBound,
  empiricalBernsteinFamily,
  experimentGamma,
  hoeffdingFamily,
  klFamily,
  makeArmTable,
  makeBetaFamily,
  makeGaussianFamily,
  makePaperFamily,
  makePlugInFamily,
  observe,
  rewardUpperBound,
  ucbvFamily,
  type IndexFamily
} from '@stageroute/estimators'
import { makeStream, nextUniform } from '@stageroute/numeric'
import type { Bench } from './bench'
import { median, timePaired, type Contender } from './paired'
import { tableLines } from './table'

const arms = 11
const updates = 1024
const level = 10
const costMax = 0.02

/** What is observed, by update: the arm, its reward and its cost. */
interface Observed {
  readonly arm: Int32Array
  readonly reward: Float64Array
  readonly cost: Float64Array
}

const drawObserved = (seed: number): Observed => {
  const stream = makeStream(seed, 'index updates')
  const arm = Int32Array.from({ length: updates }, () => Math.floor(arms * nextUniform(stream)))
  return {
    arm,
    reward: Float64Array.from(arm, (m) => (nextUniform(stream) < 0.3 + 0.05 * m ? 1 : 0)),
    cost: Float64Array.from(arm, (m) => ((m + 1) / arms) * costMax * nextUniform(stream))
  }
}

const throughFunctions = ({ arm, reward, cost }: Observed): Contender => {
  const table = makeArmTable(arms)
  for (let m = 0; m < arms; m++) addArm(table)
  const index = { gamma: experimentGamma, costScale: 0.004, costMin: 0, costMax }
  return {
    name: 'paper, functions over the table',
    solve: (i) => {
      const m = arm[i] ?? 0
      observe(table, m, reward[i] ?? 0, cost[i] ?? 0)
      return rewardUpperBound(table, index, m) - costLowerBound(table, index, m)
    }
  }
}

const throughPort =
  ({ arm, reward, cost }: Observed) =>
  (family: IndexFamily): Contender => {
    const estimator = family.open({ maxArms: arms, costMin: 0, costMax })
    for (let m = 0; m < arms; m++) estimator.addArm()
    return {
      name: family.id,
      solve: (i) => {
        const m = arm[i] ?? 0
        estimator.observe(m, reward[i] ?? 0, cost[i] ?? 0)
        return estimator.rewardUpper(m, level) - estimator.costLower(m, level)
      }
    }
  }

/**
 * One update and both optimistic bounds of its arm, by every family through the port, all in one process as they would be side by side;
 * and by the paper's functions, which is what a policy that knows its family calls.
 */
export const benchIndices: Bench = async ({ seed, isQuick, clock, print }) => {
  const observed = drawObserved(seed)
  const stream = makeStream(seed, 'posterior')
  const families = [
    makePaperFamily(0.004),
    hoeffdingFamily,
    ucbvFamily,
    empiricalBernsteinFamily,
    klFamily,
    makePlugInFamily({ level, isIntersected: false }),
    makePlugInFamily({ level, isIntersected: true }),
    makeBetaFamily(stream),
    makeGaussianFamily(stream)
  ]
  const contenders = [throughFunctions(observed), ...families.map(throughPort(observed))]
  const timings = timePaired(contenders, {
    problems: updates,
    rounds: isQuick ? 5 : 31,
    clock,
    sampleMs: isQuick ? 2 : 10,
    warmUpMs: isQuick ? 50 : 200
  })
  print('One update and both bounds of its arm, nanoseconds:')
  const nanoseconds = (microseconds: number): string => (microseconds * 1000).toFixed(0)
  const rows = timings.map(({ name, microseconds }) => [
    name,
    nanoseconds(median(microseconds)),
    `${nanoseconds(Math.min(...microseconds))} - ${nanoseconds(Math.max(...microseconds))}`
  ])
  tableLines([['family', 'median', 'least - greatest'], ...rows]).forEach(print)
  return []
}
