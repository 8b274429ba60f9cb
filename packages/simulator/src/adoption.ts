import { tolerance } from '@stageroute/numeric'
import type { StageOracle } from './oracle'

/** Queries over which a routed share is measured. */
const WINDOW = 500
/** Share of the oracle's share at which an arm counts as adopted. */
const ADOPTED = 0.8

/**
 * Measures adoption: queries from an arm's arrival until its routed share over the last 500 queries reaches 80 % of its share in the stage
 * oracle, for the arms the oracle uses. Before 500 queries have come, those that are missing count as routed elsewhere.
 */
export interface Adoption {
  readonly record: (query: number, segment: number, arm: number) => void
  readonly finish: () => ReadonlyArray<number>
}

export const makeAdoption = (arrivedAt: ReadonlyArray<number>, oracle: StageOracle): Adoption => {
  const arms = arrivedAt.length
  const recent = new Int32Array(WINDOW).fill(-1)
  const count = new Float64Array(arms)
  const adoptedAfter = new Float64Array(arms).fill(Infinity)
  const isUsed = arrivedAt.map((_, arm) =>
    oracle.share.some((share) => (share[arm] as number) > tolerance.share)
  )
  const waiting = arrivedAt.map((_, arm) => arm).filter((arm) => isUsed[arm])

  const settle = (query: number, share: Float64Array): void => {
    for (let i = waiting.length - 1; i >= 0; i--) {
      const arm = waiting[i] as number
      const wanted = share[arm] as number
      if (wanted <= tolerance.share || (count[arm] as number) < wanted * ADOPTED * WINDOW) continue
      adoptedAfter[arm] = query + 1 - (arrivedAt[arm] as number)
      waiting.splice(i, 1)
    }
  }

  return {
    record: (query, segment, arm) => {
      const slot = query % WINDOW
      const forgotten = recent[slot] as number
      if (forgotten >= 0) count[forgotten]! -= 1
      if (arm >= 0) count[arm]! += 1
      recent[slot] = arm
      if (waiting.length > 0) settle(query, oracle.share[segment] as Float64Array)
    },
    finish: () => Array.from(adoptedAfter).filter((_, arm) => isUsed[arm])
  }
}
