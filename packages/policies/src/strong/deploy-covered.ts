import { pullsOf } from '@stageroute/estimators'
import { chooseAmong, type StageBounds } from '../choose-among'
import { fillSlots } from '../fill-slots'
import type { Indices } from '../indices'

/**
 * Returns what a stage deploys of some arms, rising: those of DeployOPT by upper bounds; then those of the best mix of mean rewards among the arms
 * that were tried, the greatest share first, to fall back on where the former disappoint; in the slots that are left, those of which most is to be learned.
 *
 * Unit: `budget` in USD per query.
 */
export const deployCovered = (
  indices: Indices,
  arms: ReadonlyArray<number>,
  budget: number,
  keepsFallback = true
): ReadonlyArray<number> => {
  const { rewardUpper, costLower, capacity } = indices
  const { maxDeployed } = indices.settings
  const bounds = { rewardUpper, costLower, capacity, settings: { maxDeployed, budget } }
  const width = new Float64Array(capacity.length)
  arms.forEach((arm) => (width[arm] = indices.widthOf(arm)))
  const wanted = [
    ...mixOf(bounds, arms),
    ...(keepsFallback ? mixOfKnown(indices, bounds, arms) : []),
    ...fillSlots(bounds, arms, width)
  ]
  return [...new Set(wanted)].slice(0, maxDeployed).sort((a, b) => a - b)
}

/** The arms of DeployOPT, the greatest share first. */
const mixOf = (bounds: StageBounds, arms: ReadonlyArray<number>): ReadonlyArray<number> => {
  const { deployed, share } = chooseAmong(bounds, arms)
  return deployed
    .map((position, i) => ({ arm: arms[position] ?? 0, share: share[i] ?? 0 }))
    .sort((a, b) => b.share - a.share)
    .map(({ arm }) => arm)
}

const mixOfKnown = (
  { table: { reward } }: Indices,
  bounds: StageBounds,
  arms: ReadonlyArray<number>
): ReadonlyArray<number> => {
  const tried = arms.filter((arm) => pullsOf(reward, arm) > 0)
  const rewardUpper = Float64Array.from(bounds.rewardUpper, (_, arm) =>
    Math.min(1, reward.mean[arm] ?? 0)
  )
  return tried.length === 0 ? [] : mixOf({ ...bounds, rewardUpper }, tried)
}
