/**
 * Returns the first query of each of `stages` stages of nearly equal length, `floor(k queries / stages)`; the first is 0.
 *
 * Unit: queries from 0.
 * Requires: integers, `1 <= stages <= queries`.
 * Cost: O(stages).
 * Source: arXiv 2506.17254, the update points tau_1 < ... < tau_K.
 *
 * @category stage
 * @since 0.1.0
 * @example
 * import { stageStarts } from '@stageroute/planner'
 *
 * stageStarts(10, 4) // => [0, 2, 5, 7]
 */
export const stageStarts = (queries: number, stages: number): ReadonlyArray<number> =>
  Array.from({ length: stages }, (_, k) => Math.floor((k * queries) / stages))
