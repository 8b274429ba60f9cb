import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DeploymentPlan, DomainError, PlannedSwitching } from '@stageroute/contracts'
import type { DeploymentChoice } from './choose-deployment'
import { decideStage, type DecidedStage } from './decide-stage'
import { priceExploration } from './exploration'
import { checkStage, type InventoryArm, type StageSettings } from './inventory'
import { findWarnings } from './plan-warnings'
import { toPlannedArm } from './verdict'
import { budgetStepPart, findWorths } from './worth'

/**
 * Returns the plan of a stage: which arms to deploy, what becomes of every arm of the inventory and why, what things are worth, and what learning is
 * expected to cost. Nothing is applied.
 *
 * Rules: no arm is deployed past its shutdown, nor when it would have to begin to drain before the stage ends (while the end is unknown, not after it
 * had to begin). Forbidden arms are never deployed, deprecated ones never newly. Pinned arms always are, unless one of the former holds, which is a warning.
 * A pinned arm has a slot; whether it gets queries is up to its least share. At most so many arms of a provider, and one at least that can do what
 * traffic needs; where nobody can, that is a warning. An arm whose dearest query is not coverable is left out.
 *
 * Switches: a set that can be kept is changed only if that earns more over the stage than the switches cost, or is free.
 *
 * Affordability: where the settings ask for it, the set can serve every query within the budget even if arms cost as much as they may: the upper end of
 * their interval, or the dearest query of an arm never observed, where that is known. It is a rule like the others: cheap arms are required until it
 * holds, whatever their switches cost. Where no set within the slots and the other rules is found, which beside least shares may miss one, the
 * plan is made without it and warns.
 *
 * Newcomers: an arm never observed counts with its upper reward of 1 and the cost that its price list promises, so it comes first. Of plans of equal
 * value the one stands in which unobserved arms take turns: those that had a stage, in a spare slot and without traffic, wait while enough others
 * have had fewer. With spare slots filled and free switches, n newcomers of equal standing are all deployed within `ceil(n / maxDeployed)` stages.
 *
 * Unit: `value`, `worth` and prices in reward per query; `gain` and `cost` of switching in reward over the stage.
 * Errors: `InvalidField` for an inventory or settings that are out of range, and for an arm that is pinned and forbidden.
 * Cost: up to 6 DeployOPT for the choice and 14 more to keep it affordable, 3 for slot, budget and exploration, 2 for each deployed arm and one for
 *   each of up to 50 others for what they are worth.
 * Ties: unobserved arms by stages deployed; then earlier arrival, then id.
 * Source: arXiv 2506.17254, Eq. 3; rules, switching costs, turns and explanations are ours.
 *
 * @category plan
 * @since 0.1.0
 */
export const planStage = (
  inventory: ReadonlyArray<InventoryArm>,
  settings: StageSettings
): E.Either<DomainError, DeploymentPlan> =>
  pipe(
    checkStage(inventory, settings),
    E.chain(() => decideStage(inventory, settings)),
    E.map(toPlan)
  )

const toPlan = (decided: DecidedStage): DeploymentPlan => {
  const { inventory, settings, candidates, choice, conflict } = decided
  const worths = findWorths(decided)
  const isDeployed = (arm: InventoryArm): boolean =>
    choice.deployed.includes(candidates.arms.indexOf(arm))
  const deployed = inventory.filter(isDeployed)
  const ids = deployed.map(({ id }) => id)
  return {
    ...heading(settings),
    ...valuesOf(choice),
    conflict,
    budget: settings.budget,
    deployed: ids,
    slots: { used: ids.length, most: settings.maxDeployed, worthOfOneMore: worths.slot },
    budgetStep: { usd: settings.budget * budgetStepPart, worth: worths.budget },
    arms: inventory.map((arm) => toPlannedArm(decided, worths, arm)),
    diff: diffOf(ids, settings.deployed),
    switching: switchingOf(decided, deployed),
    exploration: priceExploration(candidates.arms, decided),
    warnings: findWarnings(decided)
  }
}

/** What the programme says of itself; a plan that cannot be made is worth nothing that could be told. */
const valuesOf = ({
  status,
  value,
  bound,
  gap,
  isProved,
  nodes,
  budgetPrice,
  threshold
}: DeploymentChoice): Pick<
  DeploymentPlan,
  'status' | 'value' | 'bound' | 'gap' | 'isProved' | 'nodes' | 'budgetPrice' | 'threshold'
> => {
  const values = status === 'rulesInfeasible' ? unplanned : { value, bound, gap }
  return { status, ...values, isProved, nodes, budgetPrice, threshold }
}

const unplanned = { value: null, bound: null, gap: null }

const heading = ({
  stage,
  previous,
  startsAt,
  endsAt,
  queries
}: StageSettings): Pick<
  DeploymentPlan,
  'version' | 'stage' | 'previous' | 'startsAt' | 'endsAt' | 'queries'
> => ({
  version: 1,
  stage,
  previous,
  startsAt,
  endsAt: endsAt !== null && Number.isFinite(endsAt) ? endsAt : null,
  queries
})

const diffOf = (
  deployed: ReadonlyArray<string>,
  before: ReadonlyArray<string>
): DeploymentPlan['diff'] => ({
  added: deployed.filter((id) => !before.includes(id)),
  dropped: before.filter((id) => !deployed.includes(id)),
  kept: deployed.filter((id) => before.includes(id))
})

/** The choice knows the incumbents that may stay; one that may not has to be replaced. */
const switchingOf = (
  { settings, candidates, choice }: DecidedStage,
  deployed: ReadonlyArray<InventoryArm>
): PlannedSwitching => {
  const { outcome, gain, cost } = choice.switching
  const added = deployed.filter(({ id }) => !settings.deployed.includes(id))
  const isGone = (id: string): boolean => !candidates.arms.some((arm) => arm.id === id)
  const isForced = added.length > 0 && settings.deployed.some(isGone)
  return {
    outcome: isForced ? 'forced' : outcome,
    gain,
    cost:
      outcome === 'notWorthIt' && !isForced
        ? cost
        : added.reduce((sum, { switchCost }) => sum + switchCost, 0)
  }
}
