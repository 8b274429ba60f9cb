import type { ExperimentCase } from '@stageroute/contracts'
import { fitSlopes } from '../src'

/** Cases along the queries in which each policy's regret at a seed is what the functions say. */
const casesOf = (
  regrets: Readonly<Record<string, ReadonlyArray<(queries: number) => number>>>
): ReadonlyArray<ExperimentCase> =>
  [1000, 4000, 16_000].map(
    (queries) =>
      ({
        settings: { queries },
        results: Object.entries(regrets).map(([policy, perSeed]) => ({
          policy,
          seeds: perSeed.length,
          pseudoRegret: { perSeed: perSeed.map((regret) => regret(queries)) }
        }))
      }) as unknown as ExperimentCase
  )

const power =
  (exponent: number, factor = 1) =>
  (queries: number): number =>
    factor * queries ** exponent

test('a power of the queries has its exponent as slope, whatever its factor', () => {
  const [slope] = fitSlopes(casesOf({ a: [power(2 / 3), power(2 / 3, 7)] }))
  expect(slope?.policy).toBe('a')
  expect(slope?.mean).toBeCloseTo(2 / 3, 12)
  expect(slope?.low).toBeCloseTo(2 / 3, 9)
})

test('the interval is over the slopes of the seeds', () => {
  const [slope] = fitSlopes(casesOf({ a: [power(0.5), power(0.7)] }))
  expect(slope?.mean).toBeCloseTo(0.6, 12)
  // t(0.95, 1) = 12.7062, standard error 0.1.
  expect((slope?.high ?? 0) - 0.6).toBeCloseTo(1.27062, 4)
})

test('a policy with a regret that has no logarithm has no slope, the others have', () => {
  const slopes = fitSlopes(
    casesOf({ spender: [power(0.5), (queries) => 5000 - queries], b: [power(1), power(1)] })
  )
  expect(slopes.map(({ policy }) => policy)).toEqual(['b'])
})
