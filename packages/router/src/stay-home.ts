import { basis } from './decision-record'
import type { Router } from './router'
import type { RouteRequest } from './request'

/**
 * Keeps a conversation where it is, unless leaving gains more than its prompt cache is worth: the reduced reward of the distribution against that
 * of the arm it is with. Nothing happens where that arm is closed. The arm's capacity is made up for later.
 */
export const stayHome = (router: Router, { home, homeWorth }: RouteRequest): void => {
  const { state, open, record } = router
  if (home < 0) return
  let at = -1
  for (let i = 0; i < open.size; i++) if (state.arms[open.positions[i]] === home) at = i
  if (at < 0 || !(gainOfLeaving(router, at) <= homeWorth)) return
  for (let i = 0; i < open.size; i++) {
    open.share[i] = i === at ? 1 : 0
    open.floor[i] = 0
  }
  record.basis = basis.home
}

const gainOfLeaving = ({ open, record }: Router, at: number): number => {
  const { reward, cost } = open.program
  // Without a price money is what is short: the price is then taken as nothing for an arm as cheap as the mix, and as infinite for a dearer one.
  const isPriced = record.budgetPrice >= 0 && record.budgetPrice < Infinity
  const price = isPriced ? record.budgetPrice : 0
  let value = 0
  let spent = 0
  for (let i = 0; i < open.size; i++) {
    value += open.share[i] * (reward[i] - price * cost[i])
    spent += open.share[i] * cost[i]
  }
  if (!isPriced && cost[at] > spent) return Infinity
  return value - (reward[at] - price * cost[at])
}
