import { keepFigure } from '../keep-figure'
import type { Kept } from '../kept'
import type { PolicySettings } from '../policy'
import { balance, type Purse } from '../purse'
import { steadyBudget } from './steady-budget'

/** Keeps a purse near its reserve. */
export interface Steering {
  /** The budget of the query under way, or of a stage before its first, USD. */
  readonly budgetNow: () => number
  /** Tells the most that a query can cost with the dearest arm in use, USD. */
  readonly setDearest: (cost: number) => void
  readonly part: Kept
}

export const makeSteering = (settings: PolicySettings, purse: Purse): Steering => {
  const reserve = { left: 0, done: 0, dearest: 0 }
  return {
    budgetNow: () => {
      reserve.left = balance(purse)
      reserve.done = Math.max(1, purse.done)
      return steadyBudget(settings, reserve)
    },
    setDearest: (cost) => void (reserve.dearest = cost),
    part: keepFigure(
      'dearest',
      [0, Number.MAX_VALUE],
      () => reserve.dearest,
      (cost) => void (reserve.dearest = cost)
    )
  }
}
