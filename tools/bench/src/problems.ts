import { makeStream, nextUniform, type Stream } from '@stageroute/numeric'
import {
  makeBudgetedSelectionWorkspace,
  solveBudgetedSelectionInto,
  type BudgetedSelection,
  type BudgetedSimplex
} from '@stageroute/optimizer'

const draw = (size: number, next: () => number): Float64Array =>
  Float64Array.from({ length: size }, next)

/** One arm's figures move: what an observation does to indices between two queries. */
export interface Step {
  readonly arm: number
  readonly reward: number
  readonly cost: number
}

/** A routing program and what happens to it, query by query. */
export interface RouteStream {
  readonly start: BudgetedSimplex
  readonly steps: ReadonlyArray<Step>
}

const within = (value: number): number => Math.min(1, Math.max(0, value))

const drift = 0.02

/** Rewards and costs uniform, equal capacities, a budget that binds; every step moves one arm's reward and cost by at most a hundredth. */
export const makeRouteStream = (count: number, size: number, seed: number): RouteStream => {
  const stream = makeStream(seed, `route ${size}`)
  const start = {
    size,
    reward: draw(size, () => nextUniform(stream)),
    cost: draw(size, () => nextUniform(stream)),
    capacity: new Float64Array(size).fill(0.4),
    budget: 0.35
  }
  const reward = start.reward.slice()
  const cost = start.cost.slice()
  const steps = Array.from({ length: count }, () => {
    const arm = Math.floor(nextUniform(stream) * size)
    reward[arm] = within((reward[arm] ?? 0) + drift * (nextUniform(stream) - 0.5))
    cost[arm] = within((cost[arm] ?? 0) + drift * (nextUniform(stream) - 0.5))
    return { arm, reward: reward[arm] ?? 0, cost: cost[arm] ?? 0 }
  })
  return { start, steps }
}

/** The program after each step, as data of its own. */
export const programsOf = ({ start, steps }: RouteStream): ReadonlyArray<BudgetedSimplex> => {
  let { reward, cost } = start
  return steps.map((step) => {
    reward = reward.with(step.arm, step.reward)
    cost = cost.with(step.arm, step.cost)
    return { ...start, reward, cost }
  })
}

/** A program that follows the stream in place: `advance(i)` makes it what step `i` of the stream leaves. Steps are taken in turn. */
export const followStream = ({
  start,
  steps
}: RouteStream): readonly [BudgetedSimplex, (i: number) => void] => {
  const program = { ...start, reward: start.reward.slice(), cost: start.cost.slice() }
  const advance = (i: number): void => {
    if (i === 0) {
      program.reward.set(start.reward)
      program.cost.set(start.cost)
    }
    const step = steps[i]
    if (step === undefined) return
    program.reward[step.arm] = step.reward
    program.cost[step.arm] = step.cost
  }
  return [program, advance]
}

/** What makes a deployment program hard: how its capacities lie, and how many arms may be live. */
export interface SelectionClass {
  readonly name: string
  readonly drawCapacity: (stream: Stream) => number
  /** Zero stands for the fewest arms that can carry every query, and one more. */
  readonly maxSelected: number
}

/** Uniform capacities a with `ceil(1/a)` arms, the one case that is NP-hard, and unequal ones with next to no arm to spare. */
export const selectionClasses: ReadonlyArray<SelectionClass> = [
  { name: 'a = 0.4, 3 arms', drawCapacity: () => 0.4, maxSelected: 3 },
  { name: 'a = 0.2, 5 arms', drawCapacity: () => 0.2, maxSelected: 5 },
  { name: 'a = 0.1, 10 arms', drawCapacity: () => 0.1, maxSelected: 10 },
  {
    name: 'a in [0.05, 0.5]',
    drawCapacity: (stream) => 0.05 + 0.45 * nextUniform(stream),
    maxSelected: 0
  }
]

const fewestArms = (capacity: Float64Array): number => {
  const sorted = capacity.toSorted().reverse()
  let sum = 0
  let arms = 0
  while (arms < sorted.length && sum < 1) sum += sorted[arms++] ?? 0
  return arms
}

/** What full mixes of few enough arms cost: the cheapest and the most rewarding of arms that are each large enough. */
const costRange = (
  { size, reward, cost, capacity }: BudgetedSimplex,
  maxSelected: number
): readonly [number, number] => {
  const large = Array.from({ length: size }, (_, m) => m).filter(
    (m) => (capacity[m] ?? 0) * maxSelected >= 1 - 1e-9
  )
  const costOf = (key: (m: number) => number): number => {
    let rest = 1
    return large
      .toSorted((a, b) => key(a) - key(b))
      .slice(0, maxSelected)
      .reduce((sum, m) => {
        const share = Math.min(rest, capacity[m] ?? 0)
        rest -= share
        return sum + share * (cost[m] ?? 0)
      }, 0)
  }
  return [costOf((m) => cost[m] ?? 0), costOf((m) => -(reward[m] ?? 0))]
}

const drawSelection = (
  stream: Stream,
  { drawCapacity, maxSelected }: SelectionClass,
  size: number,
  isCorrelated: boolean
): BudgetedSelection => {
  const cost = draw(size, () => nextUniform(stream))
  const reward = cost.map((spent) =>
    isCorrelated ? (spent + nextUniform(stream)) / 2 : nextUniform(stream)
  )
  const capacity = draw(size, () => drawCapacity(stream))
  const cap = maxSelected === 0 ? fewestArms(capacity) + 1 : maxSelected
  const arms = { size, reward, cost, capacity, budget: 0 }
  const [least, most] = costRange(arms, cap)
  const budget = least + (0.2 + 0.6 * nextUniform(stream)) * Math.max(0.01, most - least)
  return { ...arms, budget, maxSelected: cap, fixedCost: new Float64Array(size) }
}

/**
 * Deployment programs whose cap binds: the best mix of the whole pool is none of few enough arms. Every other one has rewards that grow with
 * cost, which are the harder ones.
 */
export const makeSelections = (
  kind: SelectionClass,
  count: number,
  size: number,
  seed: number
): ReadonlyArray<BudgetedSelection> => {
  const stream = makeStream(seed, `deploy ${size} ${kind.name}`)
  const workspace = makeBudgetedSelectionWorkspace(size, 1)
  const share = new Float64Array(size)
  const found: Array<BudgetedSelection> = []
  const tries = 50 * count
  for (let tried = 0; tried < tries && found.length < count; tried++) {
    const program = drawSelection(stream, kind, size, found.length % 2 === 1)
    solveBudgetedSelectionInto(workspace, program, share)
    if (!workspace.isRelaxationExact) found.push(program)
  }
  return found
}
