import * as E from 'fp-ts/Either'
import type { DeployProblem, DomainError, RouteProblem } from '@stageroute/contracts'
import type { BudgetedSelection, BudgetedSimplex } from '@stageroute/optimizer'

const wrong = (source: string, field: string, problem: string): E.Either<DomainError, never> =>
  E.left({ _tag: 'InvalidField', source, field, problem })

/** The first list whose length differs from the rewards'. */
const lengthProblem = (
  size: number,
  lists: Readonly<Record<string, ReadonlyArray<number> | undefined>>
): readonly [field: string, problem: string] | undefined => {
  if (size === 0) return ['reward', 'empty, expected at least one model']
  const differing = Object.entries(lists).find(
    ([, list]) => list !== undefined && list.length !== size
  )
  return differing === undefined
    ? undefined
    : [differing[0], `${differing[1]?.length} entries, reward has ${size}`]
}

const simplexOf = ({ reward, cost, capacity, budget }: RouteProblem): BudgetedSimplex => ({
  size: reward.length,
  reward: Float64Array.from(reward),
  cost: Float64Array.from(cost),
  capacity: Float64Array.from(capacity),
  budget
})

/** States a route problem for the solvers, or names the list whose length is wrong. */
export const toSimplex =
  (source: string) =>
  (problem: RouteProblem): E.Either<DomainError, BudgetedSimplex> => {
    const { reward, cost, capacity } = problem
    const failed = lengthProblem(reward.length, { cost, capacity })
    return failed === undefined ? E.right(simplexOf(problem)) : wrong(source, ...failed)
  }

/** States a deploy problem: incumbents switch for free, the others' switch cost is spread over the stage. */
export const toSelection =
  (source: string) =>
  (problem: DeployProblem): E.Either<DomainError, BudgetedSelection> => {
    const { reward, cost, capacity, switchCost, incumbent = [], stageLength = 1 } = problem
    const failed = lengthProblem(reward.length, { cost, capacity, switchCost })
    if (failed !== undefined) return wrong(source, ...failed)
    const stray = incumbent.findIndex((arm) => arm >= reward.length)
    if (stray >= 0) {
      return wrong(source, `incumbent[${stray}]`, `${incumbent[stray]} is not a model's index`)
    }
    return E.right({
      ...simplexOf(problem),
      maxSelected: problem.maxDeployed,
      fixedCost: Float64Array.from(reward, (_, arm) =>
        incumbent.includes(arm) ? 0 : (switchCost?.[arm] ?? 0) / stageLength
      )
    })
  }
