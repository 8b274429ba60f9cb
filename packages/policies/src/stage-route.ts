import { nextUniform } from '@stageroute/numeric'
import {
  deploy,
  distributionInto,
  makeRouterState,
  routeQuery,
  setBounds
} from '@stageroute/router'
import { chooseAmong } from './choose-among'
import { keepArms, keepLearner, keepStream } from './keep-parts'
import { restoreParts, snapshotParts } from './kept'
import { admit, learnCost, learnReward, liveArms, makeLearner, retire } from './learner'
import type { Policy, PolicySettings } from './policy'

/**
 * Returns StageRoute as the paper states it: DeployOPT on the bounds at each stage, RouteOPT on the bounds at each query, statistics kept
 * across stages and refreshed after every query, so an observation counts from the next query on.
 *
 * Cost: one DeployOPT per stage; per query one RouteOPT over the deployed arms, no allocation.
 * Ties: as the optimiser's, so of equal arms those that arrived earlier are deployed.
 * Source: arXiv 2506.17254, its algorithm with Eqs. 3-5 and 7.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRoute = (settings: PolicySettings): Policy => {
  const learner = makeLearner(settings)
  const router = makeRouterState(settings.maxArms, settings.budget)
  const setCurrentBounds = (arm: number): void => {
    setBounds(router, arm, learner.rewardUpper[arm] ?? 1, learner.costLower[arm] ?? 0)
  }
  let deployed: ReadonlyArray<number> = []
  const deployAll = (arms: ReadonlyArray<number>): void => {
    deployed = arms
    deploy(router, arms, learner.capacity)
    arms.forEach(setCurrentBounds)
  }
  const parts = [
    ...keepLearner(learner),
    keepArms('deployed', settings.maxArms, () => deployed, deployAll),
    keepStream(settings.stream)
  ]
  return {
    id: 'stage-route',
    isPrepaid: false,
    arrive: (capacity) => void admit(learner, capacity),
    retire: (arm) => retire(learner, arm),
    startStage: () => {
      const live = liveArms(learner)
      deployAll(chooseAmong(learner, live).deployed.map((position) => live[position] ?? 0))
      return deployed
    },
    route: () => routeQuery(router, nextUniform(settings.stream)),
    observeCost: (arm, cost) => {
      if (learnCost(learner, arm, cost)) setCurrentBounds(arm)
    },
    observeReward: (arm, reward) => {
      if (learnReward(learner, arm, reward)) setCurrentBounds(arm)
    },
    distributionInto: (out) => distributionInto(router, out),
    snapshot: () => snapshotParts('stage-route', parts),
    restore: (document) => restoreParts('stage-route', parts, document)
  }
}
