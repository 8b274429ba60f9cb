/** How much a bench does: `isQuick` is for a look, not for a figure to quote. */
export interface BenchSettings {
  readonly seed: number
  readonly isQuick: boolean
  readonly clock: () => number
  readonly print: (line: string) => void
}

/** Prints its figures as they come, and answers what was wrong with the answers: nothing, or the bench has failed. */
export type Bench = (settings: BenchSettings) => Promise<ReadonlyArray<string>>
