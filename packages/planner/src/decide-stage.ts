import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError, RuleConflict } from '@stageroute/contracts'
import { findCandidates, type Candidates } from './candidates'
import { nothingDeployed } from './choose-deployment'
import type { InventoryArm, StageSettings } from './inventory'
import { keepAffordable, type AffordableChoice } from './keep-affordable'
import { chooseByTurns, toStageInput } from './plan-choice'
import { findPinConflict, nameConflict, stateRules, type PlanRules } from './plan-rules'

/** A stage that is decided: everything that its plan is told from. */
export interface DecidedStage extends AffordableChoice {
  readonly inventory: ReadonlyArray<InventoryArm>
  readonly settings: StageSettings
  readonly candidates: Candidates
  readonly rules: PlanRules
  readonly conflict: RuleConflict | null
}

/** Decides a stage whose inventory and settings are within range. */
export const decideStage = (
  inventory: ReadonlyArray<InventoryArm>,
  settings: StageSettings
): E.Either<DomainError, DecidedStage> => {
  const candidates = findCandidates(inventory, settings)
  const { arms } = candidates
  const rules = stateRules(arms, settings)
  const input = toStageInput(arms, settings, rules.rules)
  const conflict = findPinConflict(arms, settings)
  const given = { inventory, settings, candidates, rules, input, ...asItIs }
  if (conflict !== null)
    return E.right({ ...given, choice: nothingDeployed, waiting: [], conflict })
  return pipe(
    chooseByTurns(arms, input),
    E.chain((chosen) =>
      settings.keepsAffordable ? keepAffordable(arms, chosen) : E.right({ ...asItIs, ...chosen })
    ),
    E.map((chosen) => {
      const found = chosen.choice.conflict
      return {
        ...given,
        ...chosen,
        conflict: found === null ? null : nameConflict(arms, rules, found)
      }
    })
  )
}

/** A choice of which nobody asked whether it is affordable. */
const asItIs = { affordableBy: [], unaffordable: null }
