import {
  closeRuledSelectionBy,
  closeSelectionBy,
  noRules,
  solveBudgetedSelection,
  solveRuledSelection,
  type MipSolver,
  type SelectionAnswer,
  type SolverResult
} from '../src'
import { answered, selection, simplex } from './build'

/** Strongly correlated and with whole shares: one node leaves it open. */
const hard = selection(
  simplex([0.6, 0.5, 0.4, 0.3, 0.2], [0.0061, 0.0048, 0.0041, 0.0029, 0.0022], 0.5, 0.0043),
  2
)

const best = answered(solveBudgetedSelection(hard))
const cutShort = answered(solveBudgetedSelection(hard, { nodeLimit: 1 }))

const netOf = ({ mix }: SelectionAnswer): number => (mix._tag === 'optimal' ? mix.value : NaN)

/** A solver that answers a selection of arms at half of the queries each, with a bound. */
const answering = (arms: ReadonlyArray<number>, result: Partial<SolverResult>): MipSolver => ({
  name: 'stub',
  solveMip: ({ columns, rows }) => {
    const primal = new Float64Array(columns)
    arms.forEach((m) => {
      primal[m] = 0.5
      primal[hard.size + m] = 1
    })
    const objective = arms.reduce((sum, m) => sum + hard.reward[m] / 2, 0)
    const answer = { termination: { _tag: 'optimal' }, objective, bound: objective } as const
    return { ...answer, primal, rowPrice: new Float64Array(rows), ...result }
  }
})

const refusing: MipSolver = {
  name: 'refusing',
  solveMip: (program) => ({
    ...answering([], {}).solveMip(program),
    termination: { _tag: 'failed', problem: 'asked' }
  })
}

it('the program is one that a single node leaves open', () => {
  expect(best.isProved).toBe(true)
  expect(cutShort).toMatchObject({ isProved: false, nodes: 1 })
})

it('a search that closes does not ask the general solver', () => {
  const solver: MipSolver = { name: 'none', solveMip: () => JSON.parse('{') as SolverResult }
  expect(closeSelectionBy(solver)(hard, best)).toBe(best)
})

it('a search cut short takes the better selection and the lower bound', () => {
  const solver = answering(best.selected, {})
  const answer = closeSelectionBy(solver)(hard, cutShort)
  expect(answer).toMatchObject({ selected: best.selected, isProved: true, nodes: 1 })
  expect(netOf(answer)).toBeCloseTo(netOf(best), 12)
  expect(answer.bound).toBeCloseTo(netOf(best), 12)
})

it('keeps its own selection when it is the better one', () => {
  const solver = answering([3, 4], { bound: 0.9 })
  const answer = closeSelectionBy(solver)(hard, cutShort)
  expect(answer.selected).toEqual(cutShort.selected)
  expect(answer).toMatchObject({ isProved: false, bound: cutShort.bound })
})

it('a general solver that fails leaves what is known, said to be unproved', () => {
  expect(closeSelectionBy(refusing)(hard, cutShort)).toBe(cutShort)
})

it('a gap is small or large beside the rewards, whatever their unit', () => {
  const tiny = { ...hard, reward: hard.reward.map((reward) => reward * 1e-7) }
  const open = { ...cutShort, bound: 3e-8 }
  const half: SelectionAnswer = {
    ...open,
    mix: { ...open.mix, value: 1e-8 } as SelectionAnswer['mix']
  }
  expect(
    closeSelectionBy(answering([3, 4], { objective: 1e-8, bound: 3e-8 }))(tiny, half).isProved
  ).toBe(false)
})

it('what the general solver has at its own limit is used too', () => {
  const solver = answering(best.selected, { termination: { _tag: 'limit' }, bound: 0.9 })
  const answer = closeSelectionBy(solver)(hard, { ...cutShort, mix: cheapestOnly, selected: [4] })
  expect(answer).toMatchObject({ selected: best.selected, isProved: false })
  expect(answer.bound).toBeCloseTo(Math.min(0.9, cutShort.bound), 12)
})

/** As if the search had found nothing within the budget. */
const cheapestOnly: SelectionAnswer['mix'] = {
  _tag: 'budgetInfeasible',
  value: 0.2,
  share: new Float64Array(hard.size)
}

it('a proof that nothing fits the budget is one', () => {
  const solver: MipSolver = {
    name: 'infeasible',
    solveMip: (program) => ({
      ...answering([], {}).solveMip(program),
      termination: { _tag: 'infeasible' }
    })
  }
  const open = { ...cutShort, mix: cheapestOnly, selected: [4] }
  expect(closeSelectionBy(solver)(hard, open).isProved).toBe(true)
})

describe('under rules', () => {
  const rules = { ...noRules(5), groups: [{ arms: [0, 4], atLeast: 0, atMost: 1 }] }
  const ruledBest = answered(solveRuledSelection(hard, rules))
  const ruledCut = answered(solveRuledSelection(hard, rules, { nodeLimit: 1 }))

  it('a search cut short takes the better selection and the lower bound', () => {
    expect(ruledCut.isProved).toBe(false)
    const answer = closeRuledSelectionBy(answering(ruledBest.selected, {}))(hard, rules, ruledCut)
    expect(answer).toMatchObject({ selected: ruledBest.selected, isProved: true })
  })

  it('a proved answer is returned as it is', () => {
    expect(closeRuledSelectionBy(refusing)(hard, rules, ruledBest)).toBe(ruledBest)
  })
})
