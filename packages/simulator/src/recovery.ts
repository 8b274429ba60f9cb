import { epochsOf, type Environment } from './environment'
import type { StageOracle } from './oracle'

/** Queries over which true mean rewards are averaged; truths that last no longer do not count. */
const WINDOW = 500
/** Part of the oracle's value that counts as regained. */
const REGAINED = 0.9

/**
 * Measures recovery: queries from a change of the truth until the true mean rewards of the last 500 arms used, all of them since the change, come to 90 % of
 * the stage oracle's value. `record` is given the true mean reward of the arm used, 0 where the query went unserved.
 */
export interface Recovery {
  readonly record: (query: number, segment: number, meanReward: number) => void
  /** An entry per change, Infinity where nothing was regained before the next one. */
  readonly finish: () => ReadonlyArray<number>
}

export const makeRecovery = (
  environment: Environment,
  queries: number,
  oracle: StageOracle
): Recovery => {
  const starts = epochsOf(environment).map(({ start }) => start)
  const changes = starts.filter(
    (start, i) => start > 0 && (starts[i + 1] ?? queries) - start >= WINDOW && start < queries
  )
  const ends = changes.map((start) => starts.find((next) => next > start) ?? queries)
  const regained = changes.map(() => Infinity)
  const recent = new Float64Array(WINDOW)
  let change = -1
  let sum = 0
  return {
    record: (query, segment, meanReward) => {
      if (changes[change + 1] === query) {
        change++
        sum = 0
        recent.fill(0)
      }
      if (change < 0 || regained[change] !== Infinity || query >= (ends[change] as number)) return
      const slot = query % WINDOW
      sum += meanReward - (recent[slot] as number)
      recent[slot] = meanReward
      const since = query + 1 - (changes[change] as number)
      if (since >= WINDOW && sum >= REGAINED * WINDOW * (oracle.value[segment] as number))
        regained[change] = since
    },
    finish: () => [...regained]
  }
}
