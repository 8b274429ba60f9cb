import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { arriveAtStart, arriveByRelease, promptFeedback, stageOracle } from '@stageroute/simulator'
import { environmentLaws } from '@stageroute/simulator/testing'
import { openDataset, routerbench } from '../../src'
import { dataFolder, rightOf } from '../folders'

const environment = () => rightOf(openDataset('routerbench')).environment

for (const law of environmentLaws(environment)) test(law.name, law.check)

const unlisted = ({ meanScore, scoreCounts }: (typeof routerbench.arms)[number]) => {
  const count = routerbench.queries - scoreCounts.reduce((sum, [, times]) => sum + times, 0)
  const total = scoreCounts.reduce((sum, [score, times]) => sum + score * times, 0)
  return { count, total, mean: (meanScore * routerbench.queries - total) / count }
}

test.each(routerbench.arms.map((arm) => [arm.id, arm] as const))(
  'the unlisted scores of %s are few and lie in [0, 1]',
  (_, arm) => {
    const { count, mean } = unlisted(arm)
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(0.005 * routerbench.queries)
    expect(mean).toBeGreaterThanOrEqual(0)
    expect(mean).toBeLessThanOrEqual(1)
  }
)

test.each(routerbench.arms.map((arm) => [arm.id, arm] as const))(
  'the scores of %s have the published mean, exactly',
  (_, arm) => {
    const { count, total, mean } = unlisted(arm)
    expect((total + count * mean) / routerbench.queries).toBeCloseTo(arm.meanScore, 12)
  }
)

test('five models are there from the start, the last arrives at 80 %', () => {
  const { order, at } = arriveByRelease(environment().arms, routerbench.queries)
  expect(at.filter((query) => query === 0)).toHaveLength(5)
  expect(at.at(-1)).toBe(29_197)
  expect(routerbench.arms[order.at(-1) ?? -1]?.id).toBe('mistralai/mixtral-8x7b-chat')
})

/** Computed apart from this code, rounded to four digits; capacity 0.4. */
test.each([
  [1e-4, 0.471],
  [2e-4, 0.6169],
  [3e-4, 0.6313],
  [5e-4, 0.6433],
  [1e-3, 0.672],
  [1.5e-3, 0.6959],
  [2e-3, 0.6987]
])('at budget %d the optimum is %d', (budget, value) => {
  const played = environment()
  const arrivals = arriveAtStart(played.arms)
  const oracle = stageOracle({
    environment: played,
    arrivals,
    queries: 1,
    stages: 1,
    maxDeployed: 5,
    capacity: 0.4,
    budget,
    openingFloat: 0,
    feedback: promptFeedback,
    context: 'none'
  })
  expect(Math.abs((oracle.value[0] ?? NaN) - value)).toBeLessThanOrEqual(0.5e-4 + 1e-12)
})

const factsFile = join(dataFolder ?? '', 'routerbench_published', 'facts.json')

interface Facts {
  readonly file: { readonly rows: number }
  readonly models_0shot: Readonly<Record<string, { mean_score: number; mean_cost: number }>>
  readonly score_value_counts_0shot: Readonly<Record<string, Readonly<Record<string, number>>>>
}

if (dataFolder === undefined || !existsSync(factsFile)) {
  test.skip('published facts: STAGEROUTE_DATA_DIR names no folder with them, nor does the default place', () =>
    undefined)
} else {
  test('the figures are those that were published', () => {
    const facts = JSON.parse(readFileSync(factsFile, 'utf8')) as Facts
    expect(routerbench.queries).toBe(facts.file.rows)
    expect(
      Object.fromEntries(
        routerbench.arms.map(({ id, meanScore, meanCost }) => [
          id,
          expect.objectContaining({ mean_score: meanScore, mean_cost: meanCost })
        ])
      )
    ).toEqual(facts.models_0shot)
    expect(
      Object.fromEntries(
        routerbench.arms.map(({ id, scoreCounts }) => [id, Object.fromEntries(scoreCounts)])
      )
    ).toEqual(facts.score_value_counts_0shot)
  })
}
