import type { PlanState } from '@stageroute/contracts'
import {
  empiricalBernsteinFamily,
  hoeffdingFamily,
  klFamily,
  makePaperFamily,
  ucbvFamily,
  type IndexFamily
} from '@stageroute/estimators'

/** The index family that a state names. */
export const familyOf = ({ family, costScale }: PlanState['index']): IndexFamily => {
  switch (family) {
    case 'paper':
      return makePaperFamily(costScale)
    case 'hoeffding':
      return hoeffdingFamily
    case 'ucb-v':
      return ucbvFamily
    case 'empirical-bernstein':
      return empiricalBernsteinFamily
    case 'kl-ucb':
      return klFamily
  }
}
