import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  fillSpareSlots,
  type BudgetedSelection,
  type InvalidProgram,
  type RuledAnswer,
  type SelectionRules
} from '@stageroute/optimizer'
import type { StageInput } from './deployment-program'
import { solveStage, withoutArms } from './solve-stage'

const at = (values: Float64Array | undefined, arm: number): number => values?.[arm] ?? 0

const armsOf = ({ size }: StageInput): ReadonlyArray<number> =>
  Array.from({ length: size }, (_, arm) => arm)

/** Whether one more arm exceeds no limit of a group. */
const mayJoin = (
  rules: SelectionRules | undefined,
  deployed: ReadonlyArray<number>,
  arm: number
): boolean =>
  (rules?.groups ?? []).every(
    ({ arms, atMost }) =>
      !arms.includes(arm) || deployed.filter((other) => arms.includes(other)).length < atMost
  )

/** The set, and of the candidates in their order those for which slots and groups have room. */
const join = (
  { rules, maxDeployed }: StageInput,
  deployed: ReadonlyArray<number>,
  candidates: ReadonlyArray<number>
): ReadonlyArray<number> =>
  candidates
    .reduce<ReadonlyArray<number>>(
      (set, arm) =>
        set.length < maxDeployed && !set.includes(arm) && mayJoin(rules, set, arm)
          ? [...set, arm]
          : set,
      deployed
    )
    .toSorted((a, b) => a - b)

/**
 * The selected arms, and in the slots that they leave: first arms of which nothing is known and that are free to deploy, in index order; then what is deployed
 * already; then the arms nearest to the mix, of equally near ones the widest interval. An arm in such a slot earns nothing yet, so none that costs a
 * switch is taken, unless nothing was deployed, and none with a least share, because the mix would change.
 */
export const fillSlots = (
  input: StageInput,
  program: BudgetedSelection,
  answer: RuledAnswer,
  width: Float64Array
): E.Either<InvalidProgram, ReadonlyArray<number>> => {
  const { incumbents = [], size, rules } = input
  const isFree = (arm: number): boolean =>
    incumbents.length === 0 || at(program.fixedCost, arm) === 0
  const isUnknown = (arm: number): boolean =>
    at(width, arm) >= 1 && isFree(arm) && at(rules?.minimum, arm) === 0
  const fillBy =
    (isWanted: (arm: number) => boolean) =>
    (selected: ReadonlyArray<number>): E.Either<InvalidProgram, ReadonlyArray<number>> => {
      const others = armsOf(input).filter((arm) => !isWanted(arm) && !selected.includes(arm))
      const wanted = withoutArms(size, rules, others)
      return fillSpareSlots(program, { ...answer, selected }, width, wanted)
    }
  return pipe(
    E.right(join(input, answer.selected, armsOf(input).filter(isUnknown))),
    E.chain(fillBy((arm) => incumbents.includes(arm))),
    E.chain(fillBy(isFree))
  )
}

/**
 * When no selection can carry every query, what leaves the fewest unserved: a set that obeys the rules, and in the slots that it leaves the largest
 * capacities; of equal ones the greater reward, then the lower cost, then the earlier arrival.
 */
export const largestCapacities = (
  input: StageInput,
  program: BudgetedSelection
): E.Either<InvalidProgram, ReadonlyArray<number>> => {
  const { size, capacity, rewardUpper, costLower, rules } = input
  const ranked = armsOf(input).toSorted(
    (a, b) =>
      at(capacity, b) - at(capacity, a) ||
      at(rewardUpper, b) - at(rewardUpper, a) ||
      at(costLower, a) - at(costLower, b) ||
      a - b
  )
  if (rules === undefined) return E.right(join(input, [], ranked))
  const zeros = new Float64Array(size)
  const unlimited = { ...program, reward: capacity, cost: zeros, capacity: zeros.map(() => 1) }
  return pipe(
    solveStage({ ...unlimited, fixedCost: zeros }, { ...rules, minimum: zeros }, {}),
    E.map(({ selected }) => join(input, selected, ranked))
  )
}
