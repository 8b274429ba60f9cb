/**
 * The values of the smallest gaps that were offered, as many as there is room for.
 *
 * Ties: of equal gaps the one that was offered first stays.
 */
export interface Nearest {
  count: number
  /** What a gap has to be smaller than to be taken in, in its one entry. */
  readonly limit: Float64Array
  readonly clear: () => void
  /**
   * Takes a value in; where there is no room the one of the greatest gap goes.
   *
   * Requires: a gap below the limit.
   */
  readonly offer: (gap: number, value: number) => void
  readonly total: () => number
}

/** None yet; a heap with the greatest gap on top, so that an offer costs O(log most). */
export const makeNearest = (most: number): Nearest => {
  const gaps = new Float64Array(most)
  const values = new Float64Array(most)
  const limit = Float64Array.of(Infinity)
  const put = (at: number, gap: number, value: number): void => {
    gaps[at] = gap
    values[at] = value
  }
  const move = (from: number, to: number): void =>
    put(to, gaps[from] as number, values[from] as number)

  const rise = (gap: number, value: number): void => {
    let at = nearest.count++
    while (at > 0) {
      const above = (at - 1) >> 1
      if ((gaps[above] as number) >= gap) break
      move(above, at)
      at = above
    }
    put(at, gap, value)
  }

  const sink = (gap: number, value: number): void => {
    let at = 0
    for (let below = 1; below < most; below = 2 * at + 1) {
      const other = below + 1
      if (other < most && (gaps[other] as number) > (gaps[below] as number)) below = other
      if ((gaps[below] as number) <= gap) break
      move(below, at)
      at = below
    }
    put(at, gap, value)
  }

  const nearest: Nearest = {
    count: 0,
    limit,
    clear: () => {
      nearest.count = 0
      limit[0] = Infinity
    },
    offer: (gap, value) => {
      if (nearest.count < most) rise(gap, value)
      else sink(gap, value)
      if (nearest.count === most) limit[0] = gaps[0] as number
    },
    total: () => {
      let sum = 0
      for (let i = 0; i < nearest.count; i++) sum += values[i] as number
      return sum
    }
  }
  return nearest
}
