import * as E from 'fp-ts/Either'
import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  makeGreedy,
  makeStageRoute,
  makeUniform,
  type Policy,
  type PolicySettings
} from '@stageroute/policies'

export type MakePolicy = (settings: PolicySettings) => Policy

/** A policy that is right but for what is changed. */
const altered =
  (make: MakePolicy, change: (policy: Policy, settings: PolicySettings) => Partial<Policy>) =>
  (settings: PolicySettings): Policy => {
    const policy = make(settings)
    return { ...policy, ...change(policy, settings) }
  }

/** Draws, and sends the query nowhere. */
export const servesNobody = altered(makeUniform, (policy) => ({
  route: (query) => {
    policy.route(query)
    return -1
  }
}))

const routesToLikeliest = altered(makeUniform, (policy, settings) => ({
  route: (query) => {
    const share = new Float64Array(settings.maxArms)
    const drawn = policy.route(query)
    policy.distributionInto(share)
    return drawn < 0 ? -1 : share.indexOf(Math.max(...share))
  }
}))

const recordsTheQueryBefore = altered(makeStageRoute, (policy, settings) => {
  let before = new Float64Array(settings.maxArms)
  let now = new Float64Array(settings.maxArms)
  return {
    route: (query) => {
      const arm = policy.route(query)
      before = now
      now = new Float64Array(settings.maxArms)
      policy.distributionInto(now)
      return arm
    },
    distributionInto: (out) => out.set(before)
  }
})

/** One stream for all policies of this kind. */
const common = makeStream(5, 'common')

const countsObservations = altered(makeUniform, (policy, settings) => {
  let observations = 0
  return {
    observeCost: () => void observations++,
    route: (query) => {
      for (let i = 0; i < observations % 3; i++) nextUniform(settings.stream)
      return policy.route(query)
    }
  }
})

/** For each law, policies that break it. */
export const brokenPolicies: ReadonlyArray<readonly [law: string, make: MakePolicy]> = [
  ['deploys at least one', altered(makeUniform, () => ({ startStage: () => [] }))],
  [
    'deploys at least one',
    altered(makeUniform, (policy) => ({
      startStage: (stage) => [...policy.startStage(stage)].reverse()
    }))
  ],
  [
    'deploys at least one',
    altered(makeUniform, (policy) => ({ startStage: (stage) => [0, ...policy.startStage(stage)] }))
  ],
  [
    'deploys at least one',
    (settings) => makeUniform({ ...settings, maxDeployed: settings.maxDeployed + 1 })
  ],
  ['deploys at least one', altered(makeUniform, () => ({ retire: () => undefined }))],
  [
    'never deploys an arm that arrived past maxArms',
    (settings) => ({
      ...makeUniform({ ...settings, maxArms: settings.maxArms + 1 }),
      distributionInto: (out) => out.fill(0)
    })
  ],
  [
    'records a distribution within capacity',
    altered(makeUniform, () => ({ distributionInto: (out) => out.fill(1 / out.length) }))
  ],
  ['records a distribution within capacity', recordsTheQueryBefore],
  [
    'records a distribution within capacity',
    altered(makeStageRoute, (policy) => ({
      arrive: (_, largestCost) => policy.arrive(1, largestCost)
    }))
  ],
  [
    'routes to no arm that arrives within a stage',
    altered(makeUniform, (policy) => ({
      arrive: (capacity, largestCost) => {
        policy.arrive(capacity, largestCost)
        policy.startStage(0)
      }
    }))
  ],
  ['routes to arms of positive probability', servesNobody],
  ['routes to arms of positive probability', recordsTheQueryBefore],
  ['routes as often as the recorded', routesToLikeliest],
  ['sends no arm more than its capacity', altered(makeUniform, () => ({ burst: 1 }))],
  [
    'with a burst, serves nearly all queries',
    altered(makeUniform, (policy) => {
      let queries = 0
      return {
        burst: 50,
        route: (query) => {
          const arm = policy.route(query)
          return queries++ % 3 === 0 ? -1 : arm
        }
      }
    })
  ],
  [
    'records a distribution within capacity',
    altered(makeUniform, (policy, settings) => {
      let queries = 0
      return {
        stopsAtBudget: true,
        route: (query) => (++queries > (settings.queries ?? 0) - 2 ? -1 : policy.route(query)),
        distributionInto: (out) =>
          queries > (settings.queries ?? 0) - 2 ? out.fill(0) : policy.distributionInto(out)
      }
    })
  ],
  ['has at no query spent more', altered(makeUniform, () => ({ isPrepaid: true }))],
  ['serves no query after', altered(makeUniform, () => ({ stopsAtBudget: true }))],
  [
    'the same seed and observations',
    (settings) => makeUniform({ ...settings, stream: makeStream(nextUniform(common) * 1e9, 'x') })
  ],
  ['draws from its own stream only', (settings) => makeUniform({ ...settings, stream: common })],
  [
    'room for arms that never arrive',
    (settings) => makeUniform({ ...settings, stream: makeStream(settings.maxArms, 'x') })
  ],
  ['an impossible observation', countsObservations],
  [
    'an impossible observation',
    altered(makeGreedy, (policy) => ({
      observeReward: (arm, reward, query) => policy.observeReward(arm, Math.min(reward, 1), query)
    }))
  ],
  [
    'a policy to which a snapshot was restored',
    altered(makeStageRoute, () => ({ restore: () => E.right(undefined) }))
  ],
  [
    'a policy to which a snapshot was restored',
    altered(makeUniform, (policy, settings) => ({
      restore: (document) => {
        const restored = policy.restore(document)
        nextUniform(settings.stream)
        return restored
      }
    }))
  ],
  [
    'refuses documents that are no snapshots',
    altered(makeUniform, () => ({ restore: () => E.right(undefined) }))
  ]
]
