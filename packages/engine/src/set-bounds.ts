import { availableIn } from '@stageroute/ledger'
import { offerInto, steadyBudget } from '@stageroute/policies'
import { setBounds, setBudget, setCapacity, solveContexts } from '@stageroute/router'
import type { Engine } from './engine'
import { commonAccount } from './memory'

/** Queries after which mixes by category are solved anew at the latest; at a stage's start after 1, 2, 4 and so on. */
const LATEST = 64

/** Sets what the next query is routed by: bounds, capacities and the budget of this moment, and where categories differ their mixes. */
export const setBoundsNow = (engine: Engine, now: number): void => {
  const { router, memory, deployed, offered } = engine
  const { indices } = memory
  setBudget(router, budgetNow(engine, now))
  offerInto(offered, indices.table, indices.capacity, deployed)
  for (const arm of deployed) {
    setBounds(
      router.state,
      arm,
      Math.min(1, indices.rewardUpper[arm] as number),
      indices.costLower[arm] as number
    )
    setCapacity(router.state, arm, offered[arm] as number)
  }
  if (memory.categories.length > 1) solveMixes(engine)
}

/**
 * Returns the budget of the next query, USD: what it may cost on average so that the account of all queries stays near its reserve.
 */
export const budgetNow = ({ memory, dearest }: Engine, now: number): number => {
  const { budget, openingFloat } = memory.settings
  const account = memory.ledger.accounts.get(commonAccount)
  return steadyBudget(
    { budget, openingFloat, queries: null },
    {
      left: availableIn(memory.ledger, commonAccount, now) / 1e6,
      done: Math.max(1, account?.queries ?? 0),
      dearest
    }
  )
}

const solveMixes = (engine: Engine): void => {
  const { memory, router, deployed, offered } = engine
  const inStage = memory.counts.queries - memory.stageFrom.query
  if (deployed.length === 0 || inStage < engine.mixesDue) return
  engine.mixesDue = inStage + Math.min(LATEST, Math.max(1, inStage))
  solveContexts(router, {
    ...memory.byCategory.state(deployed),
    capacity: Float64Array.from(deployed, (arm) => offered[arm] as number),
    budget: router.state.program.budget
  })
}
