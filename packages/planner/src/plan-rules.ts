import type { RuleConflict } from '@stageroute/contracts'
import { tolerance } from '@stageroute/numeric'
import type {
  RuleConflict as SelectionConflict,
  SelectionGroup,
  SelectionRules
} from '@stageroute/optimizer'
import type { InventoryArm, StageSettings } from './inventory'

/** The rules of a stage over its dense arms; `capabilities` are those that somebody has, one group each, after the groups of providers. */
export interface PlanRules {
  readonly rules: SelectionRules
  readonly providers: ReadonlyArray<string>
  readonly capabilities: ReadonlyArray<string>
  readonly missing: ReadonlyArray<string>
}

const armsThat = (
  arms: ReadonlyArray<InventoryArm>,
  holds: (arm: InventoryArm) => boolean
): ReadonlyArray<number> => [...arms.entries()].flatMap(([i, arm]) => (holds(arm) ? [i] : []))

export const stateRules = (
  arms: ReadonlyArray<InventoryArm>,
  { atMostOfProvider, needed }: StageSettings
): PlanRules => {
  const providers = Object.keys(atMostOfProvider)
  const wanted = [...new Set(needed)]
  const isThere = (capability: string): boolean =>
    arms.some((arm) => arm.capabilities.includes(capability))
  const capabilities = wanted.filter(isThere)
  const ofProvider = (name: string): SelectionGroup => ({
    arms: armsThat(arms, ({ provider }) => provider === name),
    atLeast: 0,
    atMost: atMostOfProvider[name] ?? arms.length
  })
  const withCapability = (name: string): SelectionGroup => {
    const able = armsThat(arms, (arm) => arm.capabilities.includes(name))
    return { arms: able, atLeast: 1, atMost: able.length }
  }
  return {
    rules: {
      minimum: Float64Array.from(arms, ({ minShare = 0 }) => minShare),
      required: armsThat(arms, ({ isPinned }) => isPinned),
      groups: [...providers.map(ofProvider), ...capabilities.map(withCapability)]
    },
    providers,
    capabilities,
    missing: wanted.filter((capability) => !isThere(capability))
  }
}

/** A conflict among the pins alone, which needs no search. */
export const findPinConflict = (
  arms: ReadonlyArray<InventoryArm>,
  { maxDeployed, atMostOfProvider }: StageSettings
): RuleConflict | null => {
  if (arms.length === 0) return { _tag: 'nobodyMayBeDeployed' }
  const pins = arms.filter(({ isPinned }) => isPinned)
  const idsOf = (some: ReadonlyArray<InventoryArm>): ReadonlyArray<string> =>
    some.map(({ id }) => id)
  if (pins.length > maxDeployed)
    return { _tag: 'pinsExceedSlots', pinned: idsOf(pins), most: maxDeployed }
  for (const [provider, most] of Object.entries(atMostOfProvider)) {
    const own = pins.filter((arm) => arm.provider === provider)
    if (own.length > most) return { _tag: 'pinsExceedProvider', provider, pinned: idsOf(own), most }
  }
  const least = pins.reduce((sum, { minShare = 0 }) => sum + minShare, 0)
  return least > 1 + tolerance.share
    ? { _tag: 'pinsExceedQueries', pinned: idsOf(pins), share: least }
    : null
}

/** What the search found to be in conflict, in the words of a plan. Pins that are in conflict with one another were found before it. */
export const nameConflict = (
  arms: ReadonlyArray<InventoryArm>,
  { providers, capabilities }: PlanRules,
  conflict: SelectionConflict
): RuleConflict => {
  const isPinnedFor = (capability: string): boolean =>
    arms.some((arm) => arm.isPinned && arm.capabilities.includes(capability))
  const unmet = capabilities.filter((name) => !isPinnedFor(name))
  const named =
    conflict._tag === 'group' ? capabilities[conflict.group - providers.length] : undefined
  // Of several capabilities without a pinned arm none is to blame alone.
  const capability = named ?? (unmet.length === 1 ? unmet[0] : undefined)
  return capability === undefined
    ? { _tag: 'rulesExcludeEachOther' }
    : { _tag: 'capabilityUnreachable', capability }
}
