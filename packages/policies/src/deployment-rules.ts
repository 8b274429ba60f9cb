import { pullsOf } from '@stageroute/estimators'
import { chooseAmong } from './choose-among'
import type { Indices } from './indices'

/**
 * What a stage deploys, and the mix d* by which it was chosen.
 *
 * Shape: `deployed` is rising; `share[i]` is that of arm `deployed[i]`.
 */
export interface StageChoice {
  readonly deployed: ReadonlyArray<number>
  readonly share: ReadonlyArray<number>
}

/** Chooses what a stage deploys by the bounds at its start. */
export type DeploymentRule = (indices: Indices) => StageChoice

/** The arms that carry DeployOPT's mix; slots that it leaves stay empty. */
export const deploySupport: DeploymentRule = (indices) => deployOver(indices, indices.liveArms())

/** DeployOPT's arms, and in the slots that they leave those of the greatest value of information. */
export const fillByValue: DeploymentRule = (indices) => {
  const live = indices.liveArms()
  const width = new Float64Array(indices.capacity.length)
  live.forEach((arm) => (width[arm] = indices.widthOf(arm)))
  return deployOver(indices, live, width)
}

/** DeployOPT's arms, and in the slots that they leave those with the fewest pulls; of equally many the one that arrived earlier. */
export const fillByFewestPulls: DeploymentRule = (indices) => {
  const live = indices.liveArms()
  const { deployed, share } = deployOver(indices, live)
  const pulls = (arm: number): number => pullsOf(indices.table.cost, arm)
  const spare = live
    .filter((arm) => !deployed.includes(arm))
    .sort((a, b) => pulls(a) - pulls(b) || a - b)
    .slice(0, indices.settings.maxDeployed - deployed.length)
  const all = [...deployed, ...spare].sort((a, b) => a - b)
  return { deployed: all, share: all.map((arm) => share[deployed.indexOf(arm)] ?? 0) }
}

/** The arms of greatest reward bound, whatever they cost; of equal ones those that arrived earlier. The mix is the best one over them. */
export const deployTopRewards: DeploymentRule = (indices) => {
  const { rewardUpper, settings } = indices
  const top = indices
    .liveArms()
    .sort((a, b) => (rewardUpper[b] ?? 0) - (rewardUpper[a] ?? 0) || a - b)
    .slice(0, settings.maxDeployed)
    .sort((a, b) => a - b)
  const mix = deployOver(indices, top)
  return { deployed: top, share: top.map((arm) => mix.share[mix.deployed.indexOf(arm)] ?? 0) }
}

const deployOver = (
  indices: Indices,
  arms: ReadonlyArray<number>,
  width?: Float64Array
): StageChoice => {
  const { deployed, share } = chooseAmong(indices, arms, width)
  return { deployed: deployed.map((position) => arms[position] ?? 0), share }
}
