import type { Law } from '@stageroute/numeric'
import { expectThat } from './expect'
import { playThrough, type MakePolicy, type PlayOptions } from './play'
import { scenarios, type Scenario } from './scenario'

const expectDeployments = (make: MakePolicy, scenario: Scenario, options: PlayOptions): void => {
  const { stages } = playThrough(make, scenario, options)
  stages.forEach(({ arrived, ended, deployed }, stage) => {
    const known = Math.min(arrived, options.maxArms ?? arrived)
    const isWithinCap = deployed.length >= 1 && deployed.length <= scenario.maxDeployed
    const isRising = deployed.every((arm, i) => i === 0 || arm > (deployed[i - 1] ?? arm))
    const isArrived = deployed.every((arm) => Number.isInteger(arm) && arm >= 0 && arm < known)
    const isLive = deployed.every((arm) => !ended.includes(arm))
    expectThat(
      isWithinCap && isRising && isArrived && isLive,
      () =>
        `${scenario.name}, stage ${stage}: deployed [${deployed.join(', ')}] of ${known} arms, at most ${scenario.maxDeployed}; ended [${ended.join(', ')}]`
    )
  })
}

/** What a policy may deploy. */
export const deploymentLaws = (make: MakePolicy): ReadonlyArray<Law> => [
  {
    name: 'deploys at least one and at most maxDeployed distinct arms that have arrived and not ended, in rising order',
    check: () => scenarios.forEach((scenario) => expectDeployments(make, scenario, {}))
  },
  {
    name: 'never deploys an arm that arrived past maxArms',
    check: () =>
      scenarios
        .filter(({ arms }) => arms.length > 1)
        .forEach((scenario) =>
          expectDeployments(make, scenario, { maxArms: scenario.arms.length - 1 })
        )
  }
]
