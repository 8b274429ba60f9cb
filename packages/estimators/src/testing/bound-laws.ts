import { tolerance, type Law } from '@stageroute/numeric'
import type { Estimator, IndexFamily } from '../estimator'
import { demand } from './check'
import { estimatorOf, levels, sequences, settings } from './scene'

type Visit = (estimator: Estimator, arm: number, level: number) => void

const forEachBound = (family: IndexFamily, visit: Visit): void => {
  for (const seen of sequences()) {
    const estimator = estimatorOf(family, seen)
    estimator.setCostPrior(2, 0.004, 3)
    for (const arm of [0, 1, 2]) for (const level of levels) visit(estimator, arm, level)
  }
}

const isRising = (values: ReadonlyArray<number>): boolean =>
  values.every((value, i) => i === 0 || value >= values[i - 1])

const checkOrder: Visit = (estimator, arm, level) => {
  const reward = [
    estimator.rewardLower(arm, level),
    estimator.rewardMean(arm),
    estimator.rewardUpper(arm, level)
  ]
  const cost = [
    estimator.costLower(arm, level),
    estimator.costMean(arm),
    estimator.costUpper(arm, level)
  ]
  demand(isRising(reward), `arm ${arm}, level ${level}: rewards ${reward.join(' <= ')}`)
  demand(isRising(cost), `arm ${arm}, level ${level}: costs ${cost.join(' <= ')}`)
}

const checkRange: Visit = (estimator, arm, level) => {
  const { costMin, costMax } = settings
  for (const reward of [estimator.rewardLower(arm, level), estimator.rewardUpper(arm, level)])
    demand(reward >= 0 && reward <= 1, `reward bound ${reward} at level ${level}`)
  for (const cost of [estimator.costLower(arm, level), estimator.costUpper(arm, level)])
    demand(cost >= costMin && cost <= costMax, `cost bound ${cost} at level ${level}`)
}

const checkUnknown = (family: IndexFamily): void => {
  const estimator = estimatorOf(family, [])
  for (const level of levels) {
    const said = [
      estimator.rewardLower(0, level),
      estimator.rewardUpper(0, level),
      estimator.costLower(0, level),
      estimator.costUpper(0, level)
    ]
    const expected = [0, 1, settings.costMin, settings.costMax]
    demand(said.join() === expected.join(), `nothing is known, yet bounds are ${said.join(', ')}`)
  }
}

const checkWidening = (family: IndexFamily): void =>
  forEachBound(family, (estimator, arm, level) => {
    const wider = 1.5 * level + 0.1
    const isWider =
      estimator.rewardUpper(arm, wider) >= estimator.rewardUpper(arm, level) - tolerance.bound &&
      estimator.rewardLower(arm, wider) <= estimator.rewardLower(arm, level) + tolerance.bound &&
      estimator.costUpper(arm, wider) >= estimator.costUpper(arm, level) - tolerance.bound &&
      estimator.costLower(arm, wider) <= estimator.costLower(arm, level) + tolerance.bound
    demand(isWider, `arm ${arm}: bounds at level ${wider} are narrower than at ${level}`)
  })

const widths = (estimator: Estimator, level: number): ReadonlyArray<number> => [
  estimator.rewardUpper(1, level) - estimator.rewardLower(1, level),
  estimator.costUpper(1, level) - estimator.costLower(1, level)
]

/** The same four observations again and again: mean and variance stay, pulls grow. */
const checkClosing = (family: IndexFamily): void => {
  const pattern = [0, 1, 1, 0.5].map((reward, i) => ({ reward, cost: 0.004 + 0.003 * i }))
  const at = (times: number): Estimator =>
    estimatorOf(family, Array.from({ length: times }, () => pattern).flat())
  const [few, more, many] = [at(4), at(40), at(400)]
  for (const level of levels) {
    const steps = [widths(few, level), widths(more, level), widths(many, level)]
    const isClosing = [0, 1].every(
      (side) =>
        steps[1][side] <= steps[0][side] + tolerance.bound &&
        steps[2][side] <= steps[1][side] + tolerance.bound &&
        (level === 0 || steps[2][side] < 0.6 * steps[0][side] || steps[0][side] === 0)
    )
    demand(isClosing, `at level ${level}, 16, 160 and 1600 pulls have widths ${steps.join('; ')}`)
  }
}

/** Laws of what an estimator says. */
export const boundLaws = (family: IndexFamily): ReadonlyArray<Law> => [
  {
    name: 'lower bound <= mean <= upper bound, to the last bit',
    check: () => forEachBound(family, checkOrder)
  },
  {
    name: 'bounds stay in [0, 1] and [c_1, c_2]',
    check: () => forEachBound(family, checkRange)
  },
  {
    name: 'of an arm without observations the bounds are exactly the ends of the range',
    check: () => checkUnknown(family)
  },
  { name: 'bounds widen with the level', check: () => checkWidening(family) },
  { name: 'bounds close in with pulls', check: () => checkClosing(family) },
  {
    name: 'a cost prior moves the bounds of an arm that was never pulled',
    check: () => {
      const estimator = estimatorOf(family, [])
      const isSet = estimator.setCostPrior(0, 0.015, 10_000)
      const lower = estimator.costLower(0, 1)
      demand(isSet && lower > settings.costMin, `with a prior of 0.015 the cost may be ${lower}`)
    }
  }
]
