import type { PlanReason } from '@stageroute/contracts'
import { drainsFrom, type InventoryArm, type StageSettings } from './inventory'

/**
 * Why an arm may not be deployed in a stage whatever it earns, null when it may. When the end of the stage is unknown an arm may be deployed until it
 * must begin to drain.
 */
export const leftOutFor = (arm: InventoryArm, settings: StageSettings): PlanReason | null => {
  const { startsAt, endsAt, coverable, deployed } = settings
  const { shutdownAt, largestCost } = arm
  if (shutdownAt !== null && shutdownAt <= startsAt) return { _tag: 'shutDown', at: shutdownAt }
  const from = drainsFrom(arm, settings)
  const isEndKnown = endsAt !== null && Number.isFinite(endsAt)
  if (from !== null && (isEndKnown ? from < endsAt : from <= startsAt))
    return { _tag: 'drains', from }
  if (arm.isForbidden) return { _tag: 'forbidden' }
  if (coverable !== null && largestCost !== null && largestCost > coverable)
    return { _tag: 'notCoverable', largestCost, coverable }
  return arm.isDeprecated && !deployed.includes(arm.id) ? { _tag: 'deprecated' } : null
}
