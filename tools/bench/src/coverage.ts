import {
  empiricalBernsteinFamily,
  experimentGamma,
  hoeffdingFamily,
  klFamily,
  makeBetaFamily,
  makeGaussianFamily,
  makePaperFamily,
  makePlugInFamily,
  ucbvFamily,
  unionLevel,
  validGamma,
  type Estimator,
  type IndexFamily
} from '@stageroute/estimators'
import { makeStream } from '@stageroute/numeric'
import { costMax, distributions, drawValues, type Distribution } from './distributions'
import { tableLines } from './table'

export interface CoverageSettings {
  readonly seed: number
  readonly runs: number
  /** Numbers of pulls at which bounds are looked at, rising; the last is how long a run is. */
  readonly looks: ReadonlyArray<number>
  readonly delta: number
}

/** A family with the level asked of it, and what that promises: nothing, a look fixed beforehand, or all of them together. */
export interface Contestant {
  readonly name: string
  readonly family: IndexFamily
  readonly level: number
  readonly promise: 'none' | 'fixed' | 'all'
}

/** How often an interval held, and how wide it was on average, in units of the range. */
export interface Coverage {
  readonly name: string
  readonly promise: Contestant['promise']
  /** Share of the runs in which it held, by look. */
  readonly held: ReadonlyArray<number>
  /** Share of the runs in which it held at every number of pulls. */
  readonly heldThroughout: number
  readonly width: ReadonlyArray<number>
}

/** The families with both bounds at a joint miss of delta; costs of the paper's are scaled by their mean, as the command line does. */
export const contestants = (
  { delta, looks, seed }: CoverageSettings,
  { mean }: Distribution
): ReadonlyArray<Contestant> => {
  const level = unionLevel(delta, 2)
  const stream = makeStream(seed, 'posterior')
  const pulls = looks.at(-1) ?? 1
  const paper = makePaperFamily(mean)
  const plugIn = makePlugInFamily({ level, isIntersected: false })
  const intersected = makePlugInFamily({ level, isIntersected: true })
  return [
    {
      name: `paper, gamma ${experimentGamma}`,
      family: paper,
      level: experimentGamma,
      promise: 'none'
    },
    {
      name: 'paper, valid gamma',
      family: paper,
      level: validGamma(1, pulls, delta),
      promise: 'none'
    },
    { name: 'Hoeffding', family: hoeffdingFamily, level, promise: 'fixed' },
    { name: 'UCB-V', family: ucbvFamily, level: unionLevel(delta, 3), promise: 'fixed' },
    { name: 'empirical Bernstein', family: empiricalBernsteinFamily, level, promise: 'fixed' },
    { name: 'KL-UCB', family: klFamily, level, promise: 'fixed' },
    { name: 'Beta posterior', family: makeBetaFamily(stream), level, promise: 'none' },
    { name: 'Gaussian posterior', family: makeGaussianFamily(stream), level, promise: 'none' },
    { name: 'plug-in sequence', family: plugIn, level, promise: 'all' },
    { name: 'the same, intersected', family: intersected, level, promise: 'all' }
  ]
}

interface Interval {
  readonly lower: (estimator: Estimator, level: number) => number
  readonly upper: (estimator: Estimator, level: number) => number
}

const intervals: Readonly<Record<Distribution['side'], Interval>> = {
  reward: {
    lower: (estimator, level) => estimator.rewardLower(0, level),
    upper: (estimator, level) => estimator.rewardUpper(0, level)
  },
  cost: {
    lower: (estimator, level) => estimator.costLower(0, level) / costMax,
    upper: (estimator, level) => estimator.costUpper(0, level) / costMax
  }
}

/** Plays every run of one contestant; nothing of a run is left to the next. */
export const measureCoverage = (
  { name, family, level, promise }: Contestant,
  { side, mean }: Distribution,
  runs: ReadonlyArray<Float64Array>,
  looks: ReadonlyArray<number>
): Coverage => {
  const { lower, upper } = intervals[side]
  const truth = side === 'cost' ? mean / costMax : mean
  const held = looks.map(() => 0)
  const width = looks.map(() => 0)
  let throughout = 0
  for (const values of runs) {
    const estimator = family.open({ maxArms: 1, costMin: 0, costMax })
    estimator.addArm()
    let isHeld = true
    let look = 0
    values.forEach((value, i) => {
      if (side === 'cost') estimator.observeCost(0, value)
      else estimator.observeReward(0, value)
      const [low, high] = [lower(estimator, level), upper(estimator, level)]
      const isInside = low <= truth && truth <= high
      isHeld = isHeld && isInside
      if (i + 1 === looks[look]) {
        held[look] = (held[look] ?? 0) + (isInside ? 1 : 0)
        width[look] = (width[look] ?? 0) + high - low
        look++
      }
    })
    if (isHeld) throughout++
  }
  const toShare = (sum: number): number => sum / runs.length
  return {
    name,
    promise,
    held: held.map(toShare),
    heldThroughout: toShare(throughout),
    width: width.map(toShare)
  }
}

/** One standard error of a share of the runs; of none or all of them, that of one run. */
export const standardError = (share: number, runs: number): number => {
  const inside = Math.min(Math.max(share, 1 / runs), 1 - 1 / runs)
  return Math.sqrt((inside * (1 - inside)) / runs)
}

/** Whether a promise of 1 - delta was kept, as far as so many runs can tell: three standard errors. */
export const isKept = (coverage: Coverage, { delta, runs }: CoverageSettings): boolean => {
  const isEnough = (share: number): boolean =>
    share >= 1 - delta - 3 * standardError(1 - delta, runs)
  if (coverage.promise === 'none') return true
  return coverage.promise === 'all'
    ? isEnough(coverage.heldThroughout)
    : coverage.held.every(isEnough)
}

const promises = { none: '-', fixed: 'each n', all: 'all n' } as const

const rowOf = (coverage: Coverage, { runs }: CoverageSettings): ReadonlyArray<string> => [
  coverage.name,
  promises[coverage.promise],
  ...coverage.held.map((share) => share.toFixed(3)),
  `${coverage.heldThroughout.toFixed(3)} +- ${standardError(coverage.heldThroughout, runs).toFixed(3)}`,
  ...coverage.width.map((width) => width.toFixed(4))
]

/** Prints a table per distribution as it is done; answers which promises were broken. */
export const reportCoverage = (
  settings: CoverageSettings,
  print: (line: string) => void
): ReadonlyArray<string> => {
  const { looks, runs, seed, delta } = settings
  const pulls = looks.at(-1) ?? 0
  print(`${runs} runs of ${pulls} pulls, seed ${seed}; promised: ${1 - delta}`)
  const heading = [
    'family',
    'promise',
    ...looks.map((look) => `held at ${look}`),
    'held at all n',
    ...looks.map((look) => `width at ${look}`)
  ]
  return distributions.flatMap((distribution) => {
    const values = drawValues(distribution, runs, pulls, seed)
    const coverages = contestants(settings, distribution).map((contestant) =>
      measureCoverage(contestant, distribution, values, looks)
    )
    print(`\n${distribution.name}`)
    tableLines([heading, ...coverages.map((coverage) => rowOf(coverage, settings))]).forEach(print)
    return coverages
      .filter((coverage) => !isKept(coverage, settings))
      .map(({ name }) => `${name}, ${distribution.name}`)
  })
}
