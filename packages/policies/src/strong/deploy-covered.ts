import { fillSlots } from '../fill-slots'
import type { Indices } from '../indices'

/**
 * Returns what a stage deploys of some arms, rising: those of DeployOPT by upper bounds of rewards and mean costs, and in the slots that they leave those of
 * which most is to be learned.
 *
 * Unit: `budget` in USD per query.
 */
export const deployCovered = (
  indices: Indices,
  arms: ReadonlyArray<number>,
  budget: number
): ReadonlyArray<number> => {
  const { maxDeployed } = indices.settings
  const width = new Float64Array(indices.capacity.length)
  arms.forEach((arm) => (width[arm] = indices.widthOf(arm)))
  return fillSlots({ ...indices, settings: { maxDeployed, budget } }, arms, width)
}
