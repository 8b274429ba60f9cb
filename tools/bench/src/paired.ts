/** Timings of one contender: microseconds per solve, one entry per round. */
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

export interface PairedSettings {
  readonly problems: number
  readonly rounds: number
  /** Milliseconds. */
  readonly clock: () => number
  /** A sample lasts about this many milliseconds at least: the fast ones pass over the problems several times. */
  readonly sampleMs: number
  /** Every contender runs about this many milliseconds before anything counts. */
  readonly warmUpMs: number
}

/** Keeps the results of timed solves alive, so that no compiler can leave the solves out. */
let kept = 0

const pass = ({ solve }: Contender, problems: number, times: number): void => {
  for (let time = 0; time < times; time++) {
    for (let i = 0; i < problems; i++) kept += solve(i)
  }
}

/** Passes a contender needs for one sample, once the compiler has seen enough of it. */
const calibrate = (contender: Contender, settings: PairedSettings): number => {
  const { problems, clock, sampleMs, warmUpMs } = settings
  const began = clock()
  let passes = 1
  do {
    const started = clock()
    pass(contender, problems, passes)
    const each = Math.max((clock() - started) / passes, sampleMs / 1_000_000)
    passes = Math.max(1, Math.ceil(sampleMs / each))
  } while (clock() - began < warmUpMs)
  return passes
}

/**
 * Times contenders on the same problems, in turn within every round, so that a drift of the machine's speed hits them alike. What warms
 * up the compiler is not counted.
 */
export const timePaired = (
  contenders: ReadonlyArray<Contender>,
  settings: PairedSettings
): ReadonlyArray<Timing> => {
  const { problems, rounds, clock } = settings
  const passes = contenders.map((contender) => calibrate(contender, settings))
  const timings = contenders.map(({ name }) => ({ name, microseconds: [] as Array<number> }))
  for (let round = 0; round < rounds; round++) {
    contenders.forEach((contender, c) => {
      const times = passes[c] ?? 1
      const started = clock()
      pass(contender, problems, times)
      timings[c]?.microseconds.push(((clock() - started) * 1000) / (problems * times))
    })
  }
  return timings
}

/** How often, on median over rounds, the slower contender's time contains the faster one's. */
export const medianRatio = (slower: Timing, faster: Timing): number =>
  median(slower.microseconds.map((time, round) => time / (faster.microseconds[round] ?? time)))

/** The largest difference of two contenders' answers; not a number where one has none. */
export const largestDifference = (a: Contender, b: Contender, problems: number): number => {
  let largest = 0
  for (let i = 0; i < problems; i++) largest = Math.max(largest, Math.abs(a.solve(i) - b.solve(i)))
  return largest
}

/** What the kept results add up to; nobody needs the number. */
export const keptResults = (): number => kept
