import { tolerance } from '@stageroute/numeric'
import { budgetedSimplexStatus, solveFlooredSimplexInto } from '@stageroute/optimizer'
import { basis } from './decision-record'
import { dropFloors, setFloors } from './floors'
import { keepLastGood, useLastGood } from './last-good'
import type { Router } from './router'

/**
 * Writes the shares of the open arms: RouteOPT with the least shares of the plan and the exploration floor; without exploration where that fits
 * neither budget nor capacities, then without least shares. When a solve fails, the last good distribution over the open arms.
 */
export const solveOpen = (router: Router): void => {
  const { settings, record, open } = router
  record.basis = basis.program
  setFloors(router, settings.exploration)
  if (!solve(router)) return useLastGood(router)
  if (isOverBudget(router) && settings.exploration > 0) {
    setFloors(router, 0)
    if (!solve(router)) return useLastGood(router)
  }
  if (isOverBudget(router) && router.isFloored) {
    dropFloors(router)
    if (!solve(router)) return useLastGood(router)
  }
  record.budgetPrice = open.workspace.budgetPrice
  keepLastGood(router)
}

const isOverBudget = ({ record }: Router): boolean =>
  record.status === budgetedSimplexStatus.budgetInfeasible

/** False when the solver threw, or answered with anything but a mix: neither may stop a query. */
const solve = (router: Router): boolean => {
  const { settings, open, record } = router
  const solveInto = settings.solve ?? solveFlooredSimplexInto
  try {
    record.status = solveInto(open.workspace, open.program, open.floor, open.share)
  } catch {
    return false
  }
  return isMix(router)
}

const { share: rounding, strict } = tolerance

/** Whether the shares are ones: within capacities, and together one, or all that capacities allow. */
const isMix = ({ open, record }: Router): boolean => {
  const { share, program } = open
  let mass = 0
  for (let i = 0; i < open.size; i++) {
    if (!(share[i] >= 0 && share[i] <= program.capacity[i] + rounding)) return false
    mass += share[i]
  }
  if (record.status === budgetedSimplexStatus.capacityInfeasible) return mass > 0 && mass < 1
  const isSolved =
    record.status === budgetedSimplexStatus.optimal ||
    record.status === budgetedSimplexStatus.budgetInfeasible
  return isSolved && Math.abs(mass - 1) <= strict
}
