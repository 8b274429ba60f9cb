import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'
import { isAffordable, noRules } from '@stageroute/optimizer'
import {
  cheapestMixOf,
  cheapestSelection,
  withAffordableMix,
  type CheapestMix
} from './affordable-mix'
import type { DeploymentChoice } from './choose-deployment'
import type { StageInput } from './deployment-program'
import type { InventoryArm } from './inventory'
import { chooseByTurns, type PlanChoice } from './plan-choice'
import { withArms } from './solve-stage'

/** A choice, the arms that it was required to have so that it stays affordable, and its least cost where that may still exceed the budget. */
export interface AffordableChoice extends PlanChoice {
  readonly affordableBy: ReadonlyArray<number>
  readonly unaffordable: number | null
}

/**
 * The choice, or where it could not serve every query within the budget if arms cost as much as they may, one that can: cheap arms are required in it.
 * They are those of {@link withAffordableMix}, which knows no rules, or where these do not allow them, the cheapest that they allow. Where no such choice
 * is found the first one stays; so does one without a mix within the budget, which has nothing to keep.
 */
export const keepAffordable = (
  arms: ReadonlyArray<InventoryArm>,
  free: PlanChoice
): E.Either<DomainError, AffordableChoice> => {
  const { input, choice } = free
  const { size, budget, rules = noRules(size) } = input
  const given = { ...input, ...choice, cautiousCost: Float64Array.from(arms, largestCostOf) }
  const mixOf = (deployed: ReadonlyArray<number>): CheapestMix | null =>
    cheapestMixOf(given, deployed, rules.minimum)
  const leastCost = mixOf(choice.deployed)?.cost ?? 0
  if (choice.status !== 'optimal' || isAffordable(leastCost, budget))
    return E.right({ ...free, affordableBy: [], unaffordable: null })
  const mixes = [withAffordableMix(given), cheapestSelection(given, rules)]
    .map((set) => cheapestMixOf(given, set))
    .filter((mix) => fits(mix, budget))
  const isKept = ({ status, deployed }: DeploymentChoice): boolean =>
    status === 'optimal' && fits(mixOf(deployed), budget)
  return pipe(
    chooseWithFirst(arms, input, mixes, isKept),
    E.map((made) => made ?? { ...free, affordableBy: [], unaffordable: leastCost })
  )
}

/** The choice with the arms of the first mix with which it is kept; null where there is none. */
const chooseWithFirst = (
  arms: ReadonlyArray<InventoryArm>,
  input: StageInput,
  [mix, ...others]: ReadonlyArray<CheapestMix>,
  isKept: (choice: DeploymentChoice) => boolean
): E.Either<DomainError, AffordableChoice | null> => {
  if (mix === undefined) return E.right(null)
  const rules = withArms(input.rules ?? noRules(input.size), mix.arms)
  return pipe(
    chooseByTurns(arms, { ...input, rules }),
    E.chain((made) =>
      isKept(made.choice)
        ? E.right({ ...made, affordableBy: mix.arms, unaffordable: null })
        : chooseWithFirst(arms, input, others, isKept)
    )
  )
}

/** What an arm may cost: the upper end of its interval, or the dearest query of one that was never observed, where that is known. */
const largestCostOf = ({ cost, pulls, largestCost }: InventoryArm): number =>
  pulls === 0 && largestCost !== null ? largestCost : cost.upper

const fits = (mix: CheapestMix | null, budget: number): mix is CheapestMix =>
  mix !== null && isAffordable(mix.cost, budget)
