import * as E from 'fp-ts/Either'
import {
  addArm,
  costLowerBound,
  makeArmTable,
  observeCost,
  observeReward,
  rewardUpperBound
} from '@stageroute/estimators'
import { nextUniform } from '@stageroute/numeric'
import { chooseDeployment } from '@stageroute/planner'
import { makeStageRoute, makeUniform, type Policy, type PolicySettings } from '@stageroute/policies'
import {
  deploy,
  distributionInto,
  makeRouterState,
  routeQuery,
  setBounds
} from '@stageroute/router'
import { openPlay } from '../src/testing/play'
import { scenarios } from '../src/testing/scenario'

/** The paper's algorithm on the router's kernel, whose programme is changed arm by arm instead of stated anew. */
const makeByKernel = (settings: PolicySettings): Policy => {
  const { maxArms, maxDeployed, budget, index, stream } = settings
  const table = makeArmTable(maxArms)
  const router = makeRouterState(maxArms, budget)
  const capacity = new Float64Array(maxArms)
  const ended = new Set<number>()
  const bound = (arm: number): boolean =>
    setBounds(router, arm, rewardUpperBound(table, index, arm), costLowerBound(table, index, arm))
  return {
    ...makeUniform(settings),
    id: 'by kernel',
    arrive: (share) => {
      const arm = addArm(table)
      if (arm >= 0) capacity[arm] = share
    },
    retire: (arm) => void ended.add(arm),
    startStage: () => {
      const live = Array.from({ length: table.size }, (_, arm) => arm).filter(
        (arm) => !ended.has(arm)
      )
      const choice = chooseDeployment({
        size: live.length,
        rewardUpper: Float64Array.from(live, (arm) => rewardUpperBound(table, index, arm)),
        costLower: Float64Array.from(live, (arm) => costLowerBound(table, index, arm)),
        capacity: Float64Array.from(live, (arm) => capacity[arm] ?? 0),
        budget,
        maxDeployed
      })
      if (E.isLeft(choice)) throw new Error(choice.left._tag)
      const deployed = choice.right.deployed.map((position) => live[position] ?? 0)
      deploy(router, deployed, capacity)
      deployed.forEach(bound)
      return deployed
    },
    route: () => routeQuery(router, nextUniform(stream)),
    observeCost: (arm, cost) => void (observeCost(table, arm, cost) && bound(arm)),
    observeReward: (arm, reward) => void (observeReward(table, arm, reward) && bound(arm)),
    distributionInto: (out) => distributionInto(router, out)
  }
}

const trajectoryOf = (make: (settings: PolicySettings) => Policy, seed: number) =>
  scenarios.map((scenario) => {
    const play = openPlay(make, { ...scenario, seed })
    while (play.playOn());
    return play.trajectory.queries
  })

test('stage-route is the paper’s algorithm on the router’s kernel, query for query and bit for bit', () => {
  for (const seed of [1, 2, 3])
    expect(trajectoryOf(makeStageRoute, seed)).toEqual(trajectoryOf(makeByKernel, seed))
})
