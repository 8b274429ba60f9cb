import type { EngineSettings } from '@stageroute/engine'
import { defaultHealthSettings } from '@stageroute/router'
import type { GatewayConfig } from '../config/gateway-config'

/** Most models that a server ever learns of; its buffers are made for as many. */
const MOST_MODELS = 100
const MOST_CATEGORIES = 16
const PLANS_KEPT = 50

/** Returns the settings of the engine of a configuration. */
export const engineSettings = (config: GatewayConfig): EngineSettings => {
  const { budget, stages, routing, breaker, feedback, seed } = config
  return {
    maxArms: MOST_MODELS,
    maxCategories: MOST_CATEGORIES,
    keepDecisions: Math.max(1, feedback.keepDecisions),
    keepPlans: PLANS_KEPT,
    budget: budget.usdPerQuery,
    openingFloat: budget.floatUsd,
    maxDeployed: stages.maxDeployed,
    exploration: routing.exploration,
    shortage: routing.shortage,
    health: {
      ...defaultHealthSettings,
      failuresInRow: breaker.failures,
      cooldownMs: breaker.coolMs,
      maxCooldownMs: Math.max(breaker.coolMs, defaultHealthSettings.maxCooldownMs)
    },
    homeWorth: routing.homeWorth,
    drainMs: stages.drainMs,
    seed
  }
}
