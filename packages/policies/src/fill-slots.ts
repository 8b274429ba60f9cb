import { chooseAmong, type StageBounds } from './choose-among'

/**
 * Returns what a stage deploys, rising, by a policy that has no rule of its own for it: the arms of DeployOPT on its bounds or estimates, and in the
 * slots that they leave the arms nearest to the mix, of greatest reward less budget price times cost.
 *
 * Shape: `width` is indexed by arm, the width of its reward interval: arms of which nothing is known (at least 1) take spare slots first, and of
 * equally near ones the widest. Nothing is told apart where it is not given.
 * Ties: earlier arrival.
 */
export const fillSlots = (
  bounds: StageBounds,
  arms: ReadonlyArray<number>,
  width: Float64Array = new Float64Array(bounds.capacity.length)
): ReadonlyArray<number> =>
  chooseAmong(bounds, arms, width).deployed.map((position) => arms[position] ?? 0)
