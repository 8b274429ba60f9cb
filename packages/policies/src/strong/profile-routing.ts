import { isOpen, type CapacityBuckets } from '../contextual/capacity-buckets'
import { scaleToOpenInto } from '../contextual/category-mix'
import { pointAtBestInto } from '../contextual/point-mix'
import type { Kept } from '../kept'
import type { PolicySettings, QueryContext } from '../policy'
import { isCovered, type Purse } from '../purse'
import { spreadOpenInto } from '../spread-open'
import type { ContextualKnowledge } from './contextual-knowledge'
import { mixSoftlyInto } from './soft-mix'
import { offerInto } from './probation'
import { dearestOf } from './dearest'
import { makeKeptMixes, type KeptMixes } from './kept-mixes'
import { massOf, solveProfiles, stateProfiles } from './profile-mixes'
import type { Profiles } from './profiles'
import type { RemainingIndices } from './remaining-indices'
import type { Steering } from './steering'

/** What queries are routed by. */
export interface RoutingParts {
  readonly settings: PolicySettings
  readonly indices: RemainingIndices
  readonly purse: Purse
  readonly steering: Steering
  readonly profiles: Profiles
  readonly known: ContextualKnowledge
  readonly buckets: CapacityBuckets
}

/** Routes queries by the mixes of their kinds, or at the prices of a sample's. */
export interface ProfileRouting {
  /** Solves the mixes of all kinds anew. */
  readonly solve: (deployed: ReadonlyArray<number>) => void
  /** Writes a share per position of `deployed`; 0 for arms that rest or are not covered. */
  readonly mixInto: (
    share: Float64Array,
    deployed: ReadonlyArray<number>,
    context: QueryContext
  ) => void
  readonly parts: ReadonlyArray<Kept>
}

export const makeProfileRouting = (parts: RoutingParts): ProfileRouting => {
  const { settings, indices, purse, steering, profiles, known, buckets } = parts
  const { maxArms } = settings
  const mixes = makeKeptMixes(profiles, maxArms)
  const offered = new Float64Array(maxArms)
  const values = { rewardUpper: known.rewardUpper, cost: known.cost, capacity: offered }
  const part = new Float64Array(maxArms)
  const open: Array<number> = []
  const candidates = { scoreOf: scoreAtPrices(known, mixes), mass: mixes.mass }
  const cheapness = (arm: number): number => -(indices.costLower[arm] as number)
  return {
    solve: (deployed) => {
      known.update(deployed)
      offerInto(offered, indices.table, indices.capacity, deployed)
      const program = stateProfiles(profiles, deployed, values, steering.budgetNow())
      const solved = solveProfiles(program)
      const mass = massOf(program, solved)
      mixes.set(solved, deployed, mass)
      steering.setDearest(dearestOf(indices.most, mass, deployed))
    },
    mixInto: (share, deployed, context) => {
      open.length = 0
      for (const arm of deployed) if (isOpen(buckets, arm) && isCovered(purse, arm)) open.push(arm)
      if (!profiles.areExhaustive) {
        if (open.length > 0) mixSoftlyInto(part, open, candidates, context)
      } else if (!scaleToOpenInto(part, open, mixes.share, context.category * maxArms)) {
        if (open.length > 0) pointAtBestInto(part, open, cheapness, context)
      }
      spreadOpenInto(share, deployed, part, open)
    },
    parts: mixes.parts
  }
}

/** Reward less what money and capacity are worth. */
const scoreAtPrices =
  (known: ContextualKnowledge, mixes: KeptMixes) =>
  (arm: number, context: QueryContext): number => {
    const row = known.read(context)
    const money = mixes.budgetPrice() * known.cost(arm, row)
    return known.rewardUpper(arm, row) - money - (mixes.capacityPrice[arm] as number)
  }
