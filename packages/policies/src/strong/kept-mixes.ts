import { tolerance } from '@stageroute/numeric'
import { keepColumn } from '../keep-column'
import { keepFigure } from '../keep-figure'
import type { Kept } from '../kept'
import type { SolvedProfiles } from './profile-mixes'
import type { Profiles } from './profiles'

/** The mixes and prices that queries are routed by until they are solved anew. */
export interface KeptMixes {
  /** Shape: profile-major, by arm. */
  readonly share: Float64Array
  /** Shape: by arm. */
  readonly capacityPrice: Float64Array
  /** Shape: by arm; how much of all queries it carries. */
  readonly mass: Float64Array
  readonly budgetPrice: () => number
  /** Shape: `mass` by position in `arms`. */
  readonly set: (solved: SolvedProfiles, arms: ReadonlyArray<number>, mass: Float64Array) => void
  readonly parts: ReadonlyArray<Kept>
}

/** No mixes yet. Those of profiles that are a sample are not kept, as no query is one of them. */
export const makeKeptMixes = (profiles: Profiles, maxArms: number): KeptMixes => {
  const share = new Float64Array(profiles.areExhaustive ? profiles.count() * maxArms : 0)
  const capacityPrice = new Float64Array(maxArms)
  const mass = new Float64Array(maxArms)
  let budgetPrice = 0
  const isShare = {
    isGood: (part: number) => part >= 0 && part <= 1 + tolerance.share,
    problem: 'is no share'
  }
  const isPrice = (price: number): boolean => price >= 0
  return {
    share,
    capacityPrice,
    mass,
    budgetPrice: () => budgetPrice,
    set: (solved, arms, carried) => {
      budgetPrice = solved.budgetPrice
      arms.forEach((arm, i) => (capacityPrice[arm] = solved.capacityPrice[i] ?? 0))
      arms.forEach((arm, i) => (mass[arm] = carried[i] ?? 0))
      if (!profiles.areExhaustive) return
      share.fill(0)
      solved.share.forEach((part, cell) => {
        const profile = Math.floor(cell / arms.length)
        share[profile * maxArms + (arms[cell % arms.length] ?? 0)] = part
      })
    },
    parts: [
      keepColumn('mixes', share, isShare),
      keepColumn('mass', mass, isShare),
      keepColumn('capacity-prices', capacityPrice, { isGood: isPrice, problem: 'is no price' }),
      keepFigure(
        'budget-price',
        [0, Number.MAX_VALUE],
        () => budgetPrice,
        (kept) => void (budgetPrice = kept)
      )
    ]
  }
}
