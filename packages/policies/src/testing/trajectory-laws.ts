import * as E from 'fp-ts/Either'
import { makeStream, nextUniform, type Law } from '@stageroute/numeric'
import type { ContextShape, Policy } from '../policy'
import { expectThat } from './expect'
import { openPlay, playThrough, type MakePolicy, type Trajectory } from './play'
import { scenarios, type Scenario } from './scenario'

const isSameList = (left: ReadonlyArray<number>, right: ReadonlyArray<number>): boolean =>
  left.every((value, i) => value === right[i])

/** Compares two trajectories query by query; distributions to the last bit, over the arms of the first. */
const expectSame = (scenario: Scenario, expected: Trajectory, actual: Trajectory): void =>
  expected.queries.forEach((left, i) => {
    const right = actual.queries[i]
    expectThat(
      left.arm === right?.arm && isSameList(left.share, right.share),
      () =>
        `${scenario.name}: query ${i} went to arm ${right?.arm} of [${right?.share.join(', ')}], expected ${left.arm} of [${left.share.join(', ')}]`
    )
  })

/** Of each kind, what no query can cost and no answer be worth; and an amount that is possible. */
const impossible = { costs: [NaN, -0.001, Infinity], rewards: [NaN, 1.2, -0.1, Infinity] }
const possible = { cost: 0.001, reward: 1 }
const noArms = [-1, 1_000_000]

const observeImpossible = (policy: Policy, arm: number, { features }: ContextShape): void => {
  const query = { category: 0, features: new Float64Array(features) }
  impossible.costs.forEach((cost) => policy.observeCost(Math.max(0, arm), cost, query))
  impossible.rewards.forEach((reward) => policy.observeReward(Math.max(0, arm), reward, query))
  noArms.forEach((none) => {
    policy.observeCost(none, possible.cost, query)
    policy.observeReward(none, possible.reward, query)
  })
}

const expectUndisturbed = (make: MakePolicy, scenario: Scenario): void => {
  const alone = playThrough(make, scenario)
  const play = openPlay(make, scenario)
  const neighbour = openPlay(make, { ...scenario, seed: scenario.seed + 1000 })
  const other = makeStream(scenario.seed, 'another consumer')
  while (play.playOn()) {
    neighbour.playOn()
    nextUniform(other)
  }
  expectSame(scenario, alone, play.trajectory)
}

/** Before anything has arrived, within stages, between them, and late. */
const restoredQueries = ({ stages, stageLength }: Scenario): ReadonlyArray<number> => [
  0,
  1,
  stageLength + 7,
  2 * stageLength,
  stages * stageLength - 2
]

/** What a policy refuses, it must refuse as a whole. */
const restoreNonsense = (policy: Policy): void =>
  [undefined, null, 'text', 7, [], {}].forEach((nonsense) =>
    expectThat(
      E.isLeft(policy.restore(nonsense)),
      () => `no arm was routed: restore took ${JSON.stringify(nonsense)}`
    )
  )

/** What a policy's choices may depend on. */
export const trajectoryLaws = (make: MakePolicy): ReadonlyArray<Law> => {
  const forAll = (check: (scenario: Scenario, base: Trajectory) => void) => () =>
    scenarios.forEach((scenario) => check(scenario, playThrough(make, scenario)))
  return [
    {
      name: 'the same seed and observations give the same trajectory',
      check: forAll((scenario, base) => expectSame(scenario, base, playThrough(make, scenario)))
    },
    {
      name: 'draws from its own stream only and shares nothing with another policy at work',
      check: () => scenarios.forEach((scenario) => expectUndisturbed(make, scenario))
    },
    {
      name: 'room for arms that never arrive changes nothing',
      check: forAll((scenario, base) =>
        expectSame(
          scenario,
          base,
          playThrough(make, scenario, { maxArms: scenario.arms.length + 9 })
        )
      )
    },
    {
      name: 'a policy to which a snapshot was restored goes on as the kept one',
      check: forAll((scenario, base) =>
        restoredQueries(scenario).forEach((restoreAt) =>
          expectSame(scenario, base, playThrough(make, scenario, { restoreAt }))
        )
      )
    },
    {
      name: 'refuses documents that are no snapshots, and changes nothing',
      check: forAll((scenario, base) =>
        expectSame(scenario, base, playThrough(make, scenario, { afterQuery: restoreNonsense }))
      )
    },
    {
      name: 'an impossible observation changes nothing',
      check: forAll((scenario, base) =>
        expectSame(scenario, base, playThrough(make, scenario, { afterQuery: observeImpossible }))
      )
    }
  ]
}
