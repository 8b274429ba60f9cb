import { costMeanOf, costPullsOf, costVarianceOf, pullsOf } from '@stageroute/estimators'
import { availableIn } from '@stageroute/ledger'
import {
  currentPlan,
  stagesDeployed,
  type InventoryArm,
  type StageSettings
} from '@stageroute/planner'
import type { Engine } from './engine'
import { commonAccount } from './memory'
import type { ModelCard } from './model-card'
import { budgetNow } from './set-bounds'

/** Standard errors within which a mean cost is taken to be. */
const COST_ERRORS = 2
/** A cost that nobody has paid yet is taken to be at most so many times what is expected. */
const UNPAID = 2

/**
 * What the next stage is planned from: the models that are there with what is known of them, and the settings of the stage.
 *
 * Unit: `now` in milliseconds since 1970, `queries` those expected in the stage.
 * Cost: O(models); allocates.
 *
 * @category stage
 * @since 0.1.0
 */
export const stageInput = (
  engine: Engine,
  { now, queries }: { readonly now: number; readonly queries: number }
): { readonly inventory: ReadonlyArray<InventoryArm>; readonly settings: StageSettings } => {
  const { memory, deployed } = engine
  const { budget, openingFloat, maxDeployed, drainMs } = memory.settings
  const left = availableIn(memory.ledger, commonAccount, now) / 1e6
  const inventory = inventoryOf(engine)
  return {
    inventory,
    settings: {
      stage: memory.stages,
      startsAt: now,
      endsAt: null,
      queries,
      drainTime: drainMs,
      budget: Math.max(budget, budgetNow(engine, now)),
      maxDeployed,
      deployed: deployed.map((arm) => memory.ids[arm] as string),
      atMostOfProvider: {},
      needed: [],
      coverable: coverableOf(inventory, Math.max(openingFloat, left)),
      fillSpare: true,
      keepsAffordable: false,
      previous: currentPlan(memory.history)?.number ?? null
    }
  }
}

/** Models whose dearest query cannot be covered are left out; where that would be all of them, none is: the account may fill. */
const coverableOf = (inventory: ReadonlyArray<InventoryArm>, most: number): number | null =>
  inventory.some(({ largestCost }) => (largestCost ?? 0) <= most) ? most : null

/**
 * What is known of the models that are there.
 *
 * @category stage
 * @since 0.1.0
 */
export const inventoryOf = ({ memory, cards }: Engine): ReadonlyArray<InventoryArm> => {
  const stages = stagesDeployed(memory.history)
  return cards.flatMap((card, arm) =>
    card === undefined ? [] : [describe(memory, card, arm, stages.get(card.id) ?? 0)]
  )
}

const describe = (
  { indices, arrivedAt }: Engine['memory'],
  card: ModelCard,
  arm: number,
  stages: number
): InventoryArm => {
  const { table } = indices
  const pulls = pullsOf(table.reward, arm)
  const mean = Math.min(1, table.reward.mean[arm] as number)
  const upper = Math.min(1, indices.rewardUpper[arm] as number)
  const width = Math.max(0, indices.widthOf(arm) - (upper - mean))
  const cost = costMeanOf(table, arm)
  return {
    id: card.id,
    reward: {
      lower: pulls > 0 ? Math.max(0, mean - width) : 0,
      estimate: pulls > 0 ? mean : 0.5,
      upper: pulls > 0 ? Math.max(upper, mean) : 1
    },
    cost: { lower: cost, estimate: cost, upper: cost + costRadius(table, arm, cost) },
    pulls: Math.round(pulls),
    capacity: card.capacity,
    minShare: card.minShare,
    switchCost: card.switchCost,
    provider: card.provider,
    capabilities: card.capabilities,
    isPinned: card.isPinned,
    isForbidden: card.isForbidden,
    isDeprecated: card.isDeprecated,
    arrivedAt: arrivedAt[arm] ?? 0,
    shutdownAt: card.shutdownAt,
    largestCost: card.largestCost,
    stagesDeployed: stages
  }
}

type Table = Engine['memory']['indices']['table']

const costRadius = (table: Table, arm: number, mean: number): number => {
  const pulls = pullsOf(table.cost, arm)
  return pulls > 0
    ? COST_ERRORS * Math.sqrt(Math.max(0, costVarianceOf(table, arm)) / costPullsOf(table, arm))
    : (UNPAID - 1) * mean
}
