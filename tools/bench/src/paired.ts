/** Timings of one contender: microseconds per call, one entry per round. */
export interface Timing {
  readonly name: string
  readonly microseconds: ReadonlyArray<number>
}

export interface Contender {
  readonly name: string
  /** Solves problem `i` and returns the optimal value, so that answers can be compared. */
  readonly solve: (i: number) => number
}

/** The middle of sorted values. */
export const median = (values: ReadonlyArray<number>): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/**
 * Times contenders on the same problems, in turn within every round, so that a drift of the machine's speed hits them alike. The first
 * rounds warm up the compiler and are not counted.
 */
export const timePaired = (
  contenders: ReadonlyArray<Contender>,
  problems: number,
  rounds: number,
  clock: () => number
): ReadonlyArray<Timing> => {
  const warmUp = 3
  const timings = contenders.map(({ name }) => ({ name, microseconds: [] as Array<number> }))
  for (let round = -warmUp; round < rounds; round++) {
    contenders.forEach(({ solve }, c) => {
      const started = clock()
      for (let i = 0; i < problems; i++) solve(i)
      if (round >= 0) timings[c]?.microseconds.push(((clock() - started) * 1000) / problems)
    })
  }
  return timings
}

/** How often, on median over rounds, the slower contender's time contains the faster one's. */
export const medianRatio = (slower: Timing, faster: Timing): number =>
  median(slower.microseconds.map((time, round) => time / (faster.microseconds[round] ?? time)))

/** The largest difference of two contenders' answers. */
export const largestDifference = (a: Contender, b: Contender, problems: number): number => {
  let largest = 0
  for (let i = 0; i < problems; i++) largest = Math.max(largest, Math.abs(a.solve(i) - b.solve(i)))
  return largest
}
