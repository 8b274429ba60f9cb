import { forgetContexts } from './context-mixes'
import { noteFloors } from './floors'
import type { Router } from './router'
import { deploy } from './router-state'

/**
 * What a stage deploys, as the router needs it.
 *
 * Shape: `capacity` and `minShare` are indexed by arm.
 * Unit: `budget` in USD per query.
 *
 * @category state
 * @since 0.1.0
 */
export interface StageDeployment {
  readonly stage: number
  readonly deployed: ReadonlyArray<number>
  readonly capacity: Float64Array
  readonly minShare: Float64Array
  readonly budget: number
}

/**
 * Deploys a set until the next stage. Health, rates and what arms owe of their capacities stay; bounds, context mixes and prices are those of a
 * deployed set and have to be given again, and the last good distribution is forgotten.
 *
 * Requires: distinct arms below `maxArms`, their capacities in (0, 1], least shares in [0, capacity].
 * Cost: O(maxArms), no allocation.
 *
 * @category state
 * @since 0.1.0
 */
export const openStage = (router: Router, stage: StageDeployment): void => {
  const { state, record, minShare, lastGood } = router
  deploy(state, stage.deployed, stage.capacity)
  setBudget(router, stage.budget)
  minShare.fill(0)
  minShare.set(stage.minShare.subarray(0, minShare.length))
  noteFloors(router)
  lastGood.fill(0)
  forgetContexts(router)
  record.stage = stage.stage
}

/**
 * Sets the budget per query from now on, as pacing wants it; false for one that is no amount, which changes nothing.
 *
 * @category state
 * @since 0.1.0
 */
export const setBudget = ({ state }: Router, budget: number): boolean => {
  if (!(budget >= 0 && budget < Infinity)) return false
  state.program.budget = budget
  return true
}
