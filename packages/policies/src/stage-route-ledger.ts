import * as E from 'fp-ts/Either'
import { invariant } from '@stageroute/numeric'
import {
  defaultHealthSettings,
  makeRequest,
  makeRouter,
  openStage,
  restoreRouter,
  routeWithin,
  setBounds,
  setBudget,
  snapshotRouter,
  type RouteRequest,
  type Router
} from '@stageroute/router'
import { deployWithin } from './deploy-within'
import { keepLearner } from './keep-parts'
import { keepTried } from './keep-tried'
import { restoreParts, snapshotParts } from './kept'
import { admit, learnCost, learnReward, makeLearner, retire } from './learner'
import { pacedBudget } from './paced-budget'
import type { Policy, PolicySettings } from './policy'
import { openPurse, pay, payInFull, purseAccount, setMost } from './purse'
import { keepPurse } from './purse-snapshot'

/**
 * Returns StageRoute with a prepaid ledger: the paper's indices and programmes, and no query is sent that the budget so far could not pay for at its
 * dearest. What is deployed can serve every query within the budget by the costs seen so far; arms whose dearest query could never be covered are
 * left out; the budget per query follows what was spent. A query goes to a cheaper arm, or nowhere, rather than over the budget.
 *
 * Cost: as `makeStageRoute`, and the ledger's bookings.
 * Source: arXiv 2506.17254, its algorithm with Eqs. 3-5 and 7; the ledger, pacing and affordable sets are ours.
 *
 * @category policy
 * @since 0.1.0
 */
export const makeStageRouteLedger = (settings: PolicySettings): Policy => {
  const learner = makeLearner(settings)
  const purse = openPurse(settings)
  const router = openRouter(settings)
  const request = openRequest(settings)
  const minShare = new Float64Array(settings.maxArms)
  const setCurrentBounds = (arm: number): void => {
    setBounds(router.state, arm, learner.rewardUpper[arm] ?? 1, learner.costLower[arm] ?? 0)
  }
  const parts = [
    ...keepLearner(learner),
    ...keepPurse(purse),
    keepTried({
      name: 'router',
      thing: router,
      makeOther: () => openRouter({ ...settings, stream: { ...settings.stream } }),
      snapshot: snapshotRouter,
      restore: restoreRouter
    })
  ]
  return {
    id: 'stage-route-ledger',
    isPrepaid: true,
    arrive: (capacity, largestCost) => {
      const arm = admit(learner, capacity)
      if (arm >= 0) setMost(purse, arm, largestCost)
    },
    retire: (arm) => retire(learner, arm),
    startStage: (stage) => {
      const deployed = deployWithin(learner, purse)
      const { capacity } = learner
      openStage(router, { stage, deployed, capacity, minShare, budget: settings.budget })
      deployed.forEach(setCurrentBounds)
      return deployed
    },
    route: () => {
      payInFull(purse)
      request.charge.set(purse.most)
      setBudget(router, pacedBudget(settings, purse))
      const routed = routeWithin(router, request, purse.ledger, payers)
      invariant(E.isRight(routed), 'the account of a purse is open')
      purse.ticket = routed.right.ticket
      purse.done++
      return routed.right.arm
    },
    observeCost: (arm, cost) => {
      if (!learnCost(learner, arm, cost)) return
      setCurrentBounds(arm)
      pay(purse, cost)
    },
    observeReward: (arm, reward) => {
      if (learnReward(learner, arm, reward)) setCurrentBounds(arm)
    },
    distributionInto: (out) => sharesInto(router, out),
    snapshot: () => snapshotParts('stage-route-ledger', parts),
    restore: (document) => restoreParts('stage-route-ledger', parts, document)
  }
}

const payers = { accounts: [purseAccount], ofArm: [] }

const openRouter = ({ maxArms, budget, stream }: PolicySettings): Router =>
  makeRouter({
    maxArms,
    budget,
    exploration: 0,
    shortage: 'refuse',
    health: defaultHealthSettings,
    stream
  })

const openRequest = ({ maxArms }: PolicySettings): RouteRequest => ({
  ...makeRequest(maxArms),
  now: 0,
  homeWorth: 0
})

const sharesInto = ({ record }: Router, out: Float64Array): void => {
  out.fill(0)
  for (let i = 0; i < record.size; i++) out[record.arms[i] ?? 0] = record.probability[i] ?? 0
}
