import { budgetedSimplexStatus } from '@stageroute/optimizer'
import { basis } from './decision-record'
import type { Router } from './router'

/** Keeps the distribution of the open arms, for the query whose solve fails; of the others, what was last known. */
export const keepLastGood = ({ state, open, lastGood }: Router): void => {
  for (let i = 0; i < open.size; i++) lastGood[state.arms[open.positions[i]]] = open.share[i]
}

/** Shares the query out as the last good distribution did, as far as its arms are open; by capacity where none of them is. */
export const useLastGood = (router: Router): void => {
  const { state, open, lastGood, record } = router
  router.failedSolves++
  record.basis = basis.lastGood
  record.budgetPrice = Number.NaN
  record.status = budgetedSimplexStatus.optimal
  let mass = 0
  for (let i = 0; i < open.size; i++) {
    open.floor[i] = 0
    open.share[i] = lastGood[state.arms[open.positions[i]]]
    mass += open.share[i]
  }
  if (mass > 0) return scale(router, mass)
  for (let i = 0; i < open.size; i++) {
    open.share[i] = open.program.capacity[i]
    mass += open.share[i]
  }
  scale(router, mass)
}

const scale = ({ open }: Router, mass: number): void => {
  for (let i = 0; i < open.size; i++) open.share[i] = open.share[i] / mass
}
