import { makeStream, nextUniform, type Stream } from '@stageroute/numeric'
import type { Estimator, EstimatorSettings, IndexFamily } from '../estimator'

export interface Seen {
  readonly reward: number
  readonly cost: number
}

export const settings: EstimatorSettings = { maxArms: 3, costMin: 0.001, costMax: 0.02 }

export const levels: ReadonlyArray<number> = [0, 0.1, 1, 3, 10, 30]

const grades = [0, 0.25, 0.5, 0.75, 1]

const gradeOf = (stream: Stream): number => grades[Math.floor(nextUniform(stream) * 5)]

/** Sequences that differ in kind: constant, extreme, graded, rare, with costs at and beyond both ends of the range. */
export const sequences = (): ReadonlyArray<ReadonlyArray<Seen>> => {
  const stream = makeStream(20_261_204, 'estimators under law')
  const listOf = (length: number, draw: () => Seen): ReadonlyArray<Seen> =>
    Array.from({ length }, draw)
  const cost = (): number => 0.03 * nextUniform(stream)
  return [
    listOf(1, () => ({ reward: 0, cost: 0 })),
    listOf(1, () => ({ reward: 1, cost: 0.02 })),
    listOf(2, () => ({ reward: 0.3, cost: 0.007 })),
    listOf(40, () => ({ reward: 1, cost: 0.001 })),
    listOf(40, () => ({ reward: 0, cost: 1 })),
    listOf(60, () => ({ reward: gradeOf(stream), cost: cost() })),
    listOf(200, () => ({ reward: nextUniform(stream) < 0.05 ? 1 : 0, cost: cost() })),
    listOf(200, () => ({ reward: nextUniform(stream) < 0.9 ? 1 : 0, cost: 0.002 + cost() / 100 }))
  ]
}

/** An estimator of three arms that has seen a sequence on its second. */
export const estimatorOf = (family: IndexFamily, seen: ReadonlyArray<Seen>): Estimator => {
  const estimator = family.open(settings)
  for (let arm = 0; arm < settings.maxArms; arm++) estimator.addArm()
  seen.forEach(({ reward, cost }) => estimator.observe(1, reward, cost))
  return estimator
}

/** Everything an estimator says about an arm. */
export const sayOf = (estimator: Estimator, arm: number): ReadonlyArray<number> => [
  estimator.rewardMean(arm),
  estimator.costMean(arm),
  ...levels.flatMap((level) => [
    estimator.rewardLower(arm, level),
    estimator.rewardUpper(arm, level),
    estimator.costLower(arm, level),
    estimator.costUpper(arm, level)
  ])
]

export const sayOfAll = (estimator: Estimator): ReadonlyArray<number> =>
  [0, 1, 2].flatMap((arm) => sayOf(estimator, arm))
