import type { Environment, OutcomeSource } from '../../src'
import { environmentLaws } from '../../src/testing'
import { constantEnvironment } from '../builders'

const honest = (): Environment => ({
  ...constantEnvironment([
    { reward: 0.5, cost: 1 },
    { reward: 0.25, cost: 2 }
  ])
})

const refused = (make: () => Environment): ReadonlyArray<string> =>
  environmentLaws(make).flatMap((law) => {
    try {
      law.check()
      return []
    } catch {
      return [law.name]
    }
  })

/** The honest environment, but with what a read does afterwards. */
const spoiled =
  (after: (source: OutcomeSource, query: number, arm: number, seed: number) => void) =>
  (): Environment => {
    const environment = honest()
    return {
      ...environment,
      open: (seed, queries) => {
        const source = environment.open(seed, queries)
        const read = source.read
        return Object.assign(source, {
          read: (query: number, arm: number) => {
            read(query, arm)
            after(source, query, arm, seed)
          }
        })
      }
    }
  }

test('an environment without chance obeys every law', () => {
  expect(refused(honest)).toEqual([])
})

const inRange = "rewards lie in [0, 1], costs in [0, the arm's largestCost]"

test('a reward above one is refused', () => {
  expect(
    refused(spoiled((source, query) => void (source.reward = query === 3 ? 1.5 : 0.5)))
  ).toContain(inRange)
})

test.each([-1, NaN, 2.5])('a cost of %d is refused', (cost) => {
  expect(
    refused(spoiled((source, query) => void (source.cost = query === 3 ? cost : 1)))
  ).toContain(inRange)
})

test("a cost above the arm's largest is refused, even one that another arm may cost", () => {
  expect(
    refused(
      spoiled(
        (source, query, arm) => void (source.cost = query === 9000 && arm === 0 ? 2 : arm + 1)
      )
    )
  ).toEqual([inRange])
})

test('a source that counts its reads is refused by every law about reading', () => {
  let reads = 0
  const names = refused(spoiled((source) => void (source.reward = (reads++ % 97) / 97)))
  expect(names).toEqual(
    expect.arrayContaining([
      'opened twice with one seed, the outcomes are the same',
      'outcomes do not depend on the order of reading',
      "reading one arm does not change another's outcomes",
      'sources that are open at once do not disturb one another'
    ])
  )
})

test('a source whose arms disturb one another is refused', () => {
  const make = (): Environment => {
    const environment = honest()
    return {
      ...environment,
      open: (seed, queries) => {
        const source = environment.open(seed, queries)
        const { read } = source
        let last = -1
        return Object.assign(source, {
          read: (query: number, arm: number) => {
            read(query, arm)
            if (last === 0 && arm === 1) source.cost = 1.5
            last = arm
          }
        })
      }
    }
  }
  expect(refused(make)).toContain("reading one arm does not change another's outcomes")
})

test('outcomes that vary but ignore the seed are refused', () => {
  expect(refused(spoiled((source, query) => void (source.reward = query % 2)))).toEqual([
    'another seed gives other outcomes, unless none ever vary',
    'means over 20000 queries are within 6 standard errors of the true means, overall and by category'
  ])
})

const claiming = (claim: Partial<Environment>) => (): Environment => ({ ...honest(), ...claim })

test.each([
  [
    'two arms of one name',
    { arms: honest().arms.map((arm) => ({ ...arm, id: 'twin' })) },
    'there is an arm, and no two share an id'
  ],
  [
    'a release on 30 February',
    { arms: honest().arms.map((arm) => ({ ...arm, released: '2024-02-30' })) },
    'every release date is a calendar date or null'
  ],
  [
    'a true mean that outcomes do not have',
    { arms: honest().arms.map((arm) => ({ ...arm, meanReward: 0.3 })) },
    'means over 20000 queries are within 6 standard errors of the true means, overall and by category'
  ],
  [
    'a true mean above the largest cost',
    { arms: honest().arms.map((arm) => ({ ...arm, largestCost: 0.5 })) },
    'true means lie in the range of the outcomes'
  ],
  [
    'an arm without a largest cost',
    { arms: honest().arms.map((arm) => ({ ...arm, largestCost: Infinity })) },
    'true means lie in the range of the outcomes'
  ],
  [
    'a largest cost below that of an arm',
    { largestCost: 1 },
    'the largest cost is the greatest of its arms'
  ],
  [
    'a largest cost above that of every arm',
    { largestCost: 3 },
    'the largest cost is the greatest of its arms'
  ],
  [
    'category weights beyond one',
    { categories: { ...honest().categories, weight: Float64Array.of(1.1) } },
    'category weights are shares and sum to one'
  ],
  [
    'category means that are not those of the arms',
    { categories: { ...honest().categories, cost: Float64Array.of(1, 1) } },
    'category means average to the true means'
  ]
])('%s is refused', (_, claim, law) => {
  expect(refused(claiming(claim))).toContain(law)
})
