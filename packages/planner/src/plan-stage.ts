import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type {
  DeploymentPlan,
  DomainError,
  PlannedSwitching,
  RuleConflict
} from '@stageroute/contracts'
import { findCandidates, type Candidates } from './candidates'
import { nothingDeployed } from './choose-deployment'
import { priceExploration } from './exploration'
import { checkStage, type InventoryArm, type StageSettings } from './inventory'
import { chooseByTurns, toStageInput, type PlanChoice } from './plan-choice'
import { findPinConflict, nameConflict, stateRules, type PlanRules } from './plan-rules'
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
 * Newcomers: an arm never observed counts with its upper reward of 1 and the cost that its price list promises, so it comes first. Of plans of equal
 * value the one stands in which unobserved arms take turns: those that had a stage, in a spare slot and without traffic, wait while enough others
 * have had fewer. With spare slots filled and free switches, n newcomers of equal standing are all deployed within `ceil(n / maxDeployed)` stages.
 *
 * Unit: `value`, `worth` and prices in reward per query; `gain` and `cost` of switching in reward over the stage.
 * Errors: `InvalidField` for an inventory or settings that are out of range, and for an arm that is pinned and forbidden.
 * Cost: up to 8 DeployOPT for the choice, 2 for each deployed arm and one for each of up to 50 others for what they are worth.
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
    E.chain(() => {
      const candidates = findCandidates(inventory, settings)
      const rules = stateRules(candidates.arms, settings)
      const conflict = findPinConflict(candidates.arms, settings)
      const input = toStageInput(candidates.arms, settings, rules.rules)
      return conflict === null
        ? pipe(
            chooseByTurns(candidates.arms, input),
            E.map((chosen) => toPlan({ inventory, settings, candidates, rules, chosen }))
          )
        : E.right(
            toPlan({
              inventory,
              settings,
              candidates,
              rules,
              chosen: { choice: nothingDeployed, waiting: [] },
              conflict
            })
          )
    })
  )

/** Everything that a plan is told from. */
interface Decided {
  readonly inventory: ReadonlyArray<InventoryArm>
  readonly settings: StageSettings
  readonly candidates: Candidates
  readonly rules: PlanRules
  readonly chosen: PlanChoice
  readonly conflict?: RuleConflict
}

const toPlan = (decided: Decided): DeploymentPlan => {
  const { inventory, settings, candidates, rules, chosen } = decided
  const { choice, waiting } = chosen
  const { arms } = candidates
  const input = toStageInput(arms, settings, rules.rules)
  const worths = findWorths(input, rules.rules, choice)
  const deployed = inventory.filter((arm) => choice.deployed.includes(arms.indexOf(arm)))
  const { capabilities, missing } = rules
  const verdicts = { candidates, settings, choice, waiting, capabilities, worths }
  const isPlanned = choice.status !== 'rulesInfeasible'
  const ids = deployed.map(({ id }) => id)
  return {
    ...heading(settings),
    status: choice.status,
    conflict: conflictOf(decided),
    value: isPlanned ? choice.value : null,
    bound: isPlanned ? choice.bound : null,
    gap: isPlanned ? choice.gap : null,
    isProved: choice.isProved,
    nodes: choice.nodes,
    budget: settings.budget,
    budgetPrice: choice.budgetPrice,
    threshold: choice.threshold,
    deployed: ids,
    slots: { used: ids.length, most: settings.maxDeployed, worthOfOneMore: worths.slot },
    budgetStep: { usd: settings.budget * budgetStepPart, worth: worths.budget },
    arms: inventory.map((arm) => toPlannedArm(verdicts, arm)),
    diff: diffOf(ids, settings.deployed),
    switching: switchingOf(decided, deployed),
    exploration: priceExploration(arms, input, rules.rules, choice),
    warnings: findWarnings({ inventory, settings, candidates, choice, missing })
  }
}

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

const conflictOf = ({ candidates, rules, chosen, conflict }: Decided): RuleConflict | null => {
  if (conflict !== undefined) return conflict
  const found = chosen.choice.conflict
  return found === null ? null : nameConflict(candidates.arms, rules, found)
}

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
  { settings, candidates, chosen }: Decided,
  deployed: ReadonlyArray<InventoryArm>
): PlannedSwitching => {
  const { outcome, gain, cost } = chosen.choice.switching
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
