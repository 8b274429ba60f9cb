import type { QueryContext } from '../policy'

/**
 * Writes the mix that is all of the arm of greatest score.
 *
 * Ties: the arm deployed first.
 */
export const pointAtBestInto = (
  share: Float64Array,
  open: ReadonlyArray<number>,
  scoreOf: (arm: number, context: QueryContext) => number,
  context: QueryContext
): void => {
  let best = 0
  let greatest = -Infinity
  for (let i = 0; i < open.length; i++) {
    const score = scoreOf(open[i] as number, context)
    if (score <= greatest) continue
    greatest = score
    best = i
  }
  pointInto(share, open.length, best)
}

/** Writes a mix that is all of one position. */
export const pointInto = (share: Float64Array, size: number, position: number): void => {
  share.fill(0, 0, size)
  share[position] = 1
}
