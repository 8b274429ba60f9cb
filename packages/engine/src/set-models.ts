import type { LiveEvent } from '@stageroute/contracts'
import { currentPlan } from '@stageroute/planner'
import { openStage, setAccess, setRateLimit } from '@stageroute/router'
import { bitsOf } from './bits'
import type { Engine } from './engine'
import { learn } from './learn'
import type { ModelCard } from './model-card'

/**
 * Says which models are there from now on and how they are to be treated: new ones arrive, others are no longer routed to, what was learned of them
 * stays. Returns the events, which have been applied; models past `maxArms` are left out.
 *
 * Unit: `now` in milliseconds since 1970.
 *
 * @category model
 * @since 0.1.0
 */
export const setModels = (
  engine: Engine,
  cards: ReadonlyArray<ModelCard>,
  now: number
): ReadonlyArray<LiveEvent> => {
  const { memory } = engine
  const events = cards.filter((card) => isNews(engine, card)).map(toArrival)
  events.forEach((event) => learn(memory, event, now))
  engine.cards.length = 0
  for (const card of cards) {
    const arm = memory.armOf.get(card.id)
    if (arm === undefined) continue
    engine.cards[arm] = card
    allow(engine, arm, card, now)
  }
  deployCurrent(engine)
  return events
}

const isNews = ({ memory }: Engine, card: ModelCard): boolean => {
  const arm = memory.armOf.get(card.id)
  const { indices, usualCost } = memory
  return (
    arm === undefined ||
    indices.capacity[arm] !== card.capacity ||
    indices.most[arm] !== card.largestCost ||
    usualCost[arm] !== card.usualCost
  )
}

const toArrival = ({ id, capacity, largestCost, usualCost }: ModelCard): LiveEvent => ({
  _tag: 'arrived',
  arm: id,
  capacity,
  largestCost,
  usualCost
})

const allow = (engine: Engine, arm: number, card: ModelCard, now: number): void => {
  const { router, capabilityBits, regionBits, memory } = engine
  setAccess(router, arm, {
    capabilities: bitsOf(capabilityBits, card.capabilities),
    regions: card.regions.length === 0 ? -1 : bitsOf(regionBits, card.regions),
    contextLength: card.contextTokens ?? Infinity,
    drainsFrom: card.shutdownAt === null ? Infinity : card.shutdownAt - memory.settings.drainMs
  })
  const requestsPerMinute = card.requestsPerMinute ?? Infinity
  const tokensPerMinute = card.tokensPerMinute ?? Infinity
  setRateLimit(router.buckets, arm, { requestsPerMinute, tokensPerMinute }, now)
}

/** Routes to the models of the current plan that are there. */
export const deployCurrent = (engine: Engine): void => {
  const { memory, router, cards } = engine
  const { maxArms, budget } = memory.settings
  const plan = currentPlan(memory.history)?.plan
  const arms = (plan?.deployed ?? [])
    .map((id) => memory.armOf.get(id) ?? -1)
    .filter((arm) => arm >= 0 && cards[arm] !== undefined && cards[arm].isForbidden === false)
    .sort((a, b) => a - b)
  const minShare = new Float64Array(maxArms)
  for (const arm of arms) minShare[arm] = cards[arm]?.minShare ?? 0
  openStage(router, {
    stage: plan?.stage ?? 0,
    deployed: arms,
    capacity: memory.indices.capacity,
    minShare,
    budget
  })
  engine.deployed = arms
  engine.mixesDue = 0
}
