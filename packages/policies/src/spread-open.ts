/**
 * Writes the shares of open arms at their places among the deployed ones; those of the others are 0.
 *
 * Shape: `part` by position in `open`, `share` by position in `deployed`; both lists are in the same order.
 */
export const spreadOpenInto = (
  share: Float64Array,
  deployed: ReadonlyArray<number>,
  part: Float64Array,
  open: ReadonlyArray<number>
): void => {
  share.fill(0, 0, deployed.length)
  for (let i = 0, j = 0; j < open.length; i++) {
    if (deployed[i] === open[j]) share[i] = part[j++] as number
  }
}
