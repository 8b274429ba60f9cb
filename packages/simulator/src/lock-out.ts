import { tolerance } from '@stageroute/numeric'
import type { StageOracle } from './oracle'

/** The part of the run, at its end, in which lock-out is looked for. */
const LAST_PART = 1 / 5
/** Share of the oracle's share below which an arm counts as locked out. */
const LOCKED_OUT = 0.2

/** Finds arms of the oracle's mix that a policy hardly uses in the last fifth of a run. */
export interface LockOut {
  readonly record: (query: number, segment: number, arm: number) => void
  readonly finish: () => boolean
}

export const makeLockOut = (arms: number, queries: number, oracle: StageOracle): LockOut => {
  const start = queries - Math.floor(queries * LAST_PART)
  const used = new Float64Array(arms)
  const expected = new Float64Array(arms)
  return {
    record: (query, segment, arm) => {
      if (query < start) return
      if (arm >= 0) used[arm]! += 1
      const share = oracle.share[segment] as Float64Array
      for (let m = 0; m < arms; m++) expected[m]! += share[m] as number
    },
    finish: () =>
      expected.some(
        (queriesOfOracle, arm) =>
          queriesOfOracle > tolerance.share * queries &&
          (used[arm] as number) < LOCKED_OUT * queriesOfOracle
      )
  }
}
