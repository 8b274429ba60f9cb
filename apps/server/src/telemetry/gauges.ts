import { availableIn } from '@stageroute/ledger'
import { currentPlan } from '@stageroute/planner'
import { commonAccount, inventoryOf } from '@stageroute/engine'
import { Gauge } from 'prom-client'
import type { Gateway } from '../gateway'
import type { Meters } from './meters'

/** What stands at a value, by name and help. Nothing of it is counted as it happens: it is read off the server when somebody asks. */
const gaugeHelp = {
  stage: 'Stages deployed so far.',
  deployed_models: 'Models that are deployed.',
  requests_under_way: 'Requests under way.',
  budget_price: 'What one more USD per query would earn, in reward; of the last decision.',
  slot_worth: 'What one more deployed model would earn per query, in reward; of the last plan.',
  regret_estimate: 'What the stage gives up per query to learn, in reward; of the last plan.',
  budget_spent_usd: 'Money spent by all queries.',
  budget_reserved_usd: 'Money set aside for queries under way.',
  budget_available_usd: 'Money that may be set aside right now.',
  reward_mean: 'Mean of the judgements so far.',
  queries: 'Queries so far, those before the last start too.'
} as const

const byModelHelp = {
  model_deployed: 'Whether a model is deployed.',
  model_reward_width: "Width of the interval that a model's reward is in.",
  model_reward_upper: "Upper bound of a model's reward.",
  model_cost_usd: 'Mean cost of a query with a model.',
  model_capacity_price: 'What one more share of a model would earn, in reward; of the last plan.'
} as const

const gaugeOf = (meters: Meters, name: string, help: string, labelNames: ReadonlyArray<string>) =>
  (meters.registry.getSingleMetric(`stageroute_${name}`) as Gauge | undefined) ??
  new Gauge({ name: `stageroute_${name}`, help, labelNames, registers: [meters.registry] })

const set = (meters: Meters, name: keyof typeof gaugeHelp, value: number | null): void => {
  const gauge = gaugeOf(meters, name, gaugeHelp[name], [])
  if (value !== null && Number.isFinite(value)) gauge.set(value)
}

/** Reads off the server what gauges show. */
export const setGauges = (gateway: Gateway): void => {
  const { meters, engine, keeper } = gateway
  const { memory, router, deployed } = engine
  const account = memory.ledger.accounts.get(commonAccount)
  const plan = currentPlan(memory.history)?.plan
  const { counts } = memory
  meters.unkept.set(keeper.pending())
  set(meters, 'stage', memory.stages)
  set(meters, 'deployed_models', deployed.length)
  set(meters, 'requests_under_way', gateway.underWay)
  set(meters, 'budget_price', router.record.budgetPrice)
  set(meters, 'slot_worth', plan?.slots.worthOfOneMore ?? null)
  set(meters, 'regret_estimate', plan?.exploration.rewardPerQuery ?? null)
  set(meters, 'budget_spent_usd', (account?.spent ?? 0) / 1e6)
  set(meters, 'budget_reserved_usd', (account?.reserved ?? 0) / 1e6)
  const available = availableIn(memory.ledger, commonAccount, gateway.clock.now())
  set(meters, 'budget_available_usd', available / 1e6)
  set(meters, 'reward_mean', counts.judged > 0 ? counts.reward / counts.judged : null)
  set(meters, 'queries', counts.queries)
  setModelGauges(gateway)
}

const setModelGauges = ({ meters, engine }: Gateway): void => {
  const gauge = (name: keyof typeof byModelHelp): Gauge =>
    gaugeOf(meters, name, byModelHelp[name], ['model'])
  const plan = currentPlan(engine.memory.history)?.plan
  // A model that is gone is told no longer.
  for (const name of Object.keys(byModelHelp)) gauge(name as keyof typeof byModelHelp).reset()
  for (const arm of inventoryOf(engine)) {
    const model = arm.id
    const isDeployed = engine.deployed.includes(engine.memory.armOf.get(model) ?? -1)
    gauge('model_deployed').set({ model }, isDeployed ? 1 : 0)
    gauge('model_reward_width').set({ model }, arm.reward.upper - arm.reward.lower)
    gauge('model_reward_upper').set({ model }, arm.reward.upper)
    gauge('model_cost_usd').set({ model }, arm.cost.estimate)
    const price = plan?.arms.find(({ id }) => id === model)?.capacityPrice ?? null
    if (price !== null) gauge('model_capacity_price').set({ model }, price)
  }
}
