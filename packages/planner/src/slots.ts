import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type {
  BudgetedSelection,
  InvalidProgram,
  RuledAnswer,
  SelectionRules
} from '@stageroute/optimizer'
import type { StageInput } from './deployment-program'
import { solveStage } from './solve-stage'

const at = (values: Float64Array | undefined, arm: number): number => values?.[arm] ?? 0

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
  { mix, selected }: RuledAnswer,
  width: Float64Array
): ReadonlyArray<number> => {
  const { incumbents = [], size, rules } = input
  const price = mix._tag === 'optimal' ? mix.budgetPrice : null
  const nearness = (arm: number): number =>
    price === null
      ? -at(program.cost, arm)
      : at(program.reward, arm) - price * at(program.cost, arm) - at(program.fixedCost, arm)
  const isUnknown = (arm: number): boolean => at(width, arm) >= 1
  const rank = (arm: number): number => (isUnknown(arm) ? 0 : incumbents.includes(arm) ? 1 : 2)
  const candidates = Array.from({ length: size }, (_, arm) => arm)
    .filter((arm) => at(rules?.minimum, arm) === 0)
    .filter((arm) => incumbents.length === 0 || at(program.fixedCost, arm) === 0)
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (isUnknown(a) ? 0 : nearness(b) - nearness(a) || at(width, b) - at(width, a)) ||
        a - b
    )
  return join(input, selected, candidates)
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
  const ranked = Array.from({ length: size }, (_, arm) => arm).sort(
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
