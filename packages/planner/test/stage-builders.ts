import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { chooseDeployment, type DeploymentChoice, type StageInput } from '@stageroute/planner'

/** One arm of an inventory as the tests write it down. */
export interface Arm {
  readonly reward: number
  readonly cost: number
  readonly capacity: number
}

export interface Inventory {
  readonly arms: ReadonlyArray<Arm>
  readonly budget: number
  readonly maxDeployed: number
}

export const stageOf = ({ arms, budget, maxDeployed }: Inventory): StageInput => ({
  size: arms.length,
  rewardUpper: Float64Array.from(arms, ({ reward }) => reward),
  costLower: Float64Array.from(arms, ({ cost }) => cost),
  capacity: Float64Array.from(arms, ({ capacity }) => capacity),
  budget,
  maxDeployed
})

/** The choice for an inventory that must have one. */
export const choiceOf = (inventory: Inventory): DeploymentChoice => {
  const choice = chooseDeployment(stageOf(inventory))
  if (E.isLeft(choice)) throw new Error(JSON.stringify(choice.left))
  return choice.right
}

/** Inputs on a grid scaled to the domain, as exact comparisons need. */
export const inventory: fc.Arbitrary<Inventory> = fc.record({
  arms: fc.array(
    fc.record({
      reward: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
      cost: fc.integer({ min: 0, max: 100 }).map((n) => n / 10_000),
      capacity: fc.integer({ min: 5, max: 100 }).map((n) => n / 100)
    }),
    { minLength: 1, maxLength: 9 }
  ),
  budget: fc.integer({ min: 0, max: 100 }).map((n) => n / 10_000),
  maxDeployed: fc.integer({ min: 1, max: 10 })
})
