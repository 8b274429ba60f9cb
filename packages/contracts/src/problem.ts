import * as t from 'io-ts'
import { closed } from './closed'
import { Capacity, CostUsd, Count, Finite, Index, NonNegative } from './quantity'

const routeFields = {
  reward: t.readonlyArray(Finite, 'a list of finite rewards'),
  cost: t.readonlyArray(CostUsd, 'a list of costs'),
  capacity: t.readonlyArray(Capacity, 'a list of capacities'),
  budget: CostUsd
}

const switchFields = {
  switchCost: t.readonlyArray(NonNegative, 'a list of switch costs'),
  incumbent: t.readonlyArray(Index, 'a list of model indices'),
  stageLength: Count
}

/**
 * RouteOPT as a document: what each model earns and costs per query, the largest share each may take, the budget.
 *
 * Unit: `reward` any finite value (in [0, 1] for answers' quality), `cost` and `budget` in USD per query, `capacity` in (0, 1].
 *
 * @category document
 * @since 0.1.0
 */
export const RouteProblem = closed(t.type(routeFields, 'RouteProblem'), Object.keys(routeFields))

/**
 * DeployOPT as a document: RouteOPT plus the number of models that may be deployed, and what it costs to deploy one that is not an
 * incumbent (`switchCost`, in units of reward over the stage, spread over `stageLength` queries).
 *
 * @category document
 * @since 0.1.0
 */
export const DeployProblem = closed(
  t.intersection(
    [t.type({ ...routeFields, maxDeployed: Count }, 'DeployProblem'), t.partial(switchFields)],
    'DeployProblem'
  ),
  [...Object.keys(routeFields), 'maxDeployed', ...Object.keys(switchFields)]
)

/**
 * What the codec `RouteProblem` accepts.
 *
 * @category document
 * @since 0.1.0
 */
export type RouteProblem = t.TypeOf<typeof RouteProblem>

/**
 * What the codec `DeployProblem` accepts.
 *
 * @category document
 * @since 0.1.0
 */
export type DeployProblem = t.TypeOf<typeof DeployProblem>

/**
 * The answer to a `RouteProblem`. `share` holds the optimal mix; for `budgetInfeasible` the cheapest full mix, whose price is not
 * defined; for `capacityInfeasible` nothing.
 *
 * @category document
 * @since 0.1.0
 */
export interface RouteAnswer {
  readonly status: 'optimal' | 'budgetInfeasible' | 'capacityInfeasible'
  readonly value: number | null
  readonly share: ReadonlyArray<number>
  readonly budgetPrice: number | null
  readonly capacityPrice: ReadonlyArray<number>
}

/**
 * The answer to a `DeployProblem`: `value` and the certified upper `bound` are net of switch costs per query, `nodes` counts the
 * branch-and-bound tree, `relaxationExact` says that the linear relaxation alone was already a deployment.
 *
 * @category document
 * @since 0.1.0
 */
export interface DeployAnswer extends RouteAnswer {
  readonly deployed: ReadonlyArray<number>
  readonly bound: number | null
  readonly gap: number | null
  readonly nodes: number
  readonly relaxationExact: boolean
}
