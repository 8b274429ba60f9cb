import { costMeanOf, costPullsOf } from '@stageroute/estimators'
import { withAffordableMix } from '@stageroute/planner'
import { chooseAmong, pick } from './choose-among'
import { liveArms, type Learner } from './learner'
import type { PolicySettings } from './policy'
import { balance, type Purse } from './purse'

/**
 * Returns what a stage deploys within a purse, rising: DeployOPT over the arms whose dearest query the purse can cover at all, and with it the cheap
 * arms that it takes to serve every query within the budget. Where no arm can be covered, all are candidates: the purse may fill.
 */
export const deployWithin = (learner: Learner, purse: Purse): ReadonlyArray<number> => {
  const candidates = coverable(learner.settings, liveArms(learner), purse)
  const choice = chooseAmong(learner, candidates)
  const { settings, table, capacity } = learner
  const deployed = withAffordableMix({
    deployed: choice.deployed,
    share: choice.share,
    size: candidates.length,
    cautiousCost: Float64Array.from(candidates, (arm) =>
      // What was never paid for is taken to cost the most it can.
      costPullsOf(table, arm) > 0 ? costMeanOf(table, arm) : (purse.most[arm] ?? 0) / 1e6
    ),
    capacity: pick(capacity, candidates),
    budget: settings.budget,
    maxDeployed: settings.maxDeployed
  })
  return deployed.map((position) => candidates[position] ?? 0)
}

/** Returns the arms whose dearest query is within the float, or within what the purse holds beyond it; all of them where none is. */
export const coverable = (
  { openingFloat }: Pick<PolicySettings, 'openingFloat'>,
  arms: ReadonlyArray<number>,
  purse: Purse
): ReadonlyArray<number> => {
  const within = 1e6 * Math.max(openingFloat, balance(purse))
  const covered = arms.filter((arm) => (purse.most[arm] ?? 0) <= within)
  return covered.length > 0 ? covered : arms
}
