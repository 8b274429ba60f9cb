import { makeUniformField, readField } from '@stageroute/numeric'

/** What an arm's rewards or costs are drawn from; `draw` makes a value of two uniform numbers. */
export interface Distribution {
  readonly name: string
  readonly side: 'reward' | 'cost'
  readonly mean: number
  readonly draw: (first: number, second: number) => number
}

/** The greatest cost, USD per query. */
export const costMax = 0.02

const bernoulli = (mean: number): Distribution => ({
  name: `rewards of 0 and 1, mean ${mean}`,
  side: 'reward',
  mean,
  draw: (first) => (first < mean ? 1 : 0)
})

/** How often each score occurs in RouterBench; its one in a thousand of other scores counted as 1. */
const grades: ReadonlyArray<readonly [grade: number, share: number]> = [
  [0, 0.294],
  [0.25, 0.061],
  [0.5, 0.033],
  [0.75, 0.115],
  [1, 0.497]
]

const graded: Distribution = {
  name: 'graded rewards, shares as in RouterBench',
  side: 'reward',
  mean: grades.reduce((sum, [grade, share]) => sum + grade * share, 0),
  draw: (first) => {
    let below = 0
    for (const [grade, share] of grades) {
      below += share
      if (first < below) return grade
    }
    return 1
  }
}

const median = 0.001
const spread = 1.5

const toCost = (normal: number): number => Math.min(costMax, median * Math.exp(spread * normal))

/** The mean over the normal density, by the midpoint rule; its error is far below what runs can show. */
const meanCost = (): number => {
  const step = 1 / 2000
  let sum = 0
  for (let z = -10 + step / 2; z < 10; z += step)
    sum += (toCost(z) * Math.exp(-0.5 * z * z) * step) / Math.sqrt(2 * Math.PI)
  return sum
}

const heavyTailed: Distribution = {
  name: `lognormal costs, median ${median} and spread ${spread}, at most ${costMax} USD`,
  side: 'cost',
  mean: meanCost(),
  draw: (first, second) =>
    toCost(Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second))
}

/** What bounds are tried on. */
export const distributions: ReadonlyArray<Distribution> = [
  bernoulli(0.05),
  bernoulli(0.5),
  bernoulli(0.95),
  graded,
  heavyTailed
]

/** Values by run and pull, the same for every family. */
export const drawValues = (
  { name, draw }: Distribution,
  runs: number,
  pulls: number,
  seed: number
): ReadonlyArray<Float64Array> => {
  const field = makeUniformField(seed, name)
  return Array.from({ length: runs }, (_, run) =>
    Float64Array.from({ length: pulls }, (_value, pull) => {
      readField(field, run, pull)
      return draw(field.first, field.second)
    })
  )
}
