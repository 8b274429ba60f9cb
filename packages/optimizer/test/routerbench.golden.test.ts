import { solveBudgetedSelection, solveBudgetedSimplex, type BudgetedSimplex } from '../src'
import { answered, carriersOf, selection, simplex } from './build'
import golden from './golden/routerbench-values.json'

const rewards = golden.models.map(([, reward]) => Number(reward))
const costs = golden.models.map(([, , cost]) => Number(cost))

const program = (capacity: number, budget: number): BudgetedSimplex =>
  simplex(rewards, costs, capacity, budget)

const cases = golden.values.flatMap(([capacity, values]) =>
  (values as ReadonlyArray<number | null>).map(
    (value, i) => [Number(capacity), golden.budgets[i], value] as const
  )
)

const optimum = (capacity: number, budget: number): number | null => {
  const answer = answered(solveBudgetedSimplex(program(capacity, budget)))
  return answer._tag === 'optimal' ? Number(answer.value.toFixed(4)) : null
}

const support = (capacity: number, budget: number): Record<string, number> => {
  const answer = answered(solveBudgetedSimplex(program(capacity, budget)))
  if (answer._tag !== 'optimal') return {}
  const { share } = answer
  return Object.fromEntries(
    carriersOf(share).map((m) => [golden.models[m][0], Number(share[m].toFixed(2))])
  )
}

it.each(cases)('with capacity %p and budget %p the optimum is %p', (capacity, budget, value) => {
  expect(optimum(capacity, budget)).toBe(value)
})

it.each(cases)('DeployOPT with a redundant cap agrees: %p, %p, %p', (capacity, budget, value) => {
  const slots = Math.ceil(1 / capacity) + 1
  const { mix, nodes } = answered(
    solveBudgetedSelection(selection(program(capacity, budget), slots))
  )
  expect(mix._tag === 'optimal' ? Number(mix.value.toFixed(4)) : null).toBe(value)
  expect(nodes).toBe(1)
})

it('at capacity 0.4 and half a thousandth of a USD four models carry the mix', () => {
  expect(support(0.4, 0.0005)).toEqual({
    'Yi-34B-Chat': 0.4,
    'gpt-3.5-turbo-1106': 0.4,
    'claude-instant-v1': 0.11,
    'gpt-4-1106-preview': 0.09
  })
})

it('at capacity 1 only the four models of the concave envelope ever carry weight', () => {
  const used = new Set(
    Array.from({ length: 400 }, (_, i) => Object.keys(support(1, (i + 1) / 100_000))).flat()
  )
  expect([...used].sort()).toEqual([
    'WizardLM-13B-V1.2',
    'Yi-34B-Chat',
    'gpt-4-1106-preview',
    'mistral-7b-chat'
  ])
})

it('at capacity 0.4 the budget matters from the cheapest mix to the unconstrained one', () => {
  const priceAt = (budget: number): number => {
    const answer = answered(solveBudgetedSimplex(program(0.4, budget)))
    return answer._tag === 'optimal' ? answer.budgetPrice : Number.NaN
  }
  expect(optimum(0.4, 7.4e-5)).toBeNull()
  expect(priceAt(7.5e-5)).toBeGreaterThan(0)
  expect(priceAt(1.87e-3)).toBeGreaterThan(0)
  expect(priceAt(1.88e-3)).toBe(0)
})
