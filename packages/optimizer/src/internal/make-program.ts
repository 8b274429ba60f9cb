import type { BudgetedSelection } from '../budgeted-selection'
import type { BudgetedSimplex } from '../budgeted-simplex'

/** A program whose arrays may be exchanged for others. */
export type Writable<A> = { -readonly [K in keyof A]: A[K] }

/** All programs that the search solves are objects of this one shape: engines box numbers that they read from several. */
export const makeProgram = (maxSize: number): BudgetedSimplex => ({
  size: 0,
  reward: new Float64Array(maxSize),
  cost: new Float64Array(maxSize),
  capacity: new Float64Array(maxSize),
  budget: Number.NaN
})

/** The same selection problem with cost to minimise instead of reward to maximise; built only when no mix fits the budget. */
export const cheapestMixProgram = (program: BudgetedSelection): BudgetedSelection => ({
  ...program,
  reward: program.cost.map((cost) => -cost),
  fixedCost: new Float64Array(program.fixedCost.length),
  budget: Infinity
})

/** The same selection problem where only the rules about sets decide: every arm is free, earns nothing and might carry everything. */
export const anyCostProgram = (program: BudgetedSelection): BudgetedSelection => {
  const none = new Float64Array(program.size)
  const capacity = none.map(() => 1)
  return { ...program, reward: none, cost: none, fixedCost: none, capacity }
}
