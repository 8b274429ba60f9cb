import { empiricalBernsteinRadius, ucbvRadius } from './bernstein'
import { clip } from './clip'
import { paperRadius } from './confidence-radius'
import type { IndexFamily } from './estimator'
import { hoeffdingRadius } from './hoeffding'
import { klAbove, klBelow } from './kl'
import { openMomentEstimator, rangeScale, type Radii } from './moment-estimator'
import { positiveCheck } from './settings'

const symmetric = (above: Radii['above']): Radii => ({ above, below: above })

const paperRadii = symmetric((mean, _, pulls, level) => 2 * paperRadius(mean, pulls + 1, level))

/**
 * Returns the paper's family, whose level is its gamma and whose costs are divided by `costScale` for the radius; bit for bit the bounds
 * of `rewardUpperBound` and `costLowerBound`.
 *
 * Requires: `costScale > 0`, USD per query.
 * Source: arXiv 2506.17254, Eqs. 4-5.
 *
 * @category family
 * @since 0.1.0
 */
export const makePaperFamily = (costScale: number): IndexFamily => ({
  id: 'paper',
  source: 'S. Li, J. Li, arXiv 2506.17254, Eqs. 4-5',
  validity:
    'With gamma = log(N T / delta), up to an unstated constant, both bounds of all arms hold at all T queries with probability 1 - delta. With the gamma of 0.1 that is reported for the experiments nothing is promised: it is about one standard deviation.',
  kind: 'heuristic',
  isOrderIndependent: true,
  isWeighted: true,
  checks: [positiveCheck('costScale', costScale)],
  open: (settings) => openMomentEstimator(paperRadii, settings, { origin: 0, scale: costScale })
})

const fixedSample = (id: string, source: string, validity: string, radii: Radii): IndexFamily => ({
  id,
  source,
  validity,
  kind: 'fixedSample',
  isOrderIndependent: true,
  isWeighted: true,
  checks: [],
  open: (settings) => openMomentEstimator(radii, settings, rangeScale(settings))
})

/**
 * Hoeffding's bounds: as wide for every distribution.
 *
 * @category family
 * @since 0.1.0
 */
export const hoeffdingFamily: IndexFamily = fixedSample(
  'hoeffding',
  'W. Hoeffding, JASA 58 (1963), Theorem 2',
  'Each bound misses with probability at most exp(-level) at a number of pulls fixed beforehand, for independent values in the range.',
  symmetric((_mean, _variance, pulls, level) => hoeffdingRadius(pulls, level))
)

/**
 * UCB-V: narrow where the values vary little, with the empirical variance dividing by n.
 *
 * @category family
 * @since 0.1.0
 */
export const ucbvFamily: IndexFamily = fixedSample(
  'ucb-v',
  'J.-Y. Audibert, R. Munos, C. Szepesvari, Theor. Comput. Sci. 410 (2009), Theorem 1',
  'Both bounds of a mean hold with probability at least 1 - 3 exp(-level) at a number of pulls fixed beforehand, for independent values in the range.',
  symmetric((_, variance, pulls, level) => ucbvRadius(variance, pulls, level))
)

/**
 * The empirical Bernstein bounds of Maurer and Pontil.
 *
 * @category family
 * @since 0.1.0
 */
export const empiricalBernsteinFamily: IndexFamily = fixedSample(
  'empirical-bernstein',
  'A. Maurer, M. Pontil, COLT 2009, Theorem 4',
  'Each bound misses with probability at most exp(-level) at a number of pulls fixed beforehand, for independent values in the range; from the second pull on.',
  symmetric((_, variance, pulls, level) => empiricalBernsteinRadius(variance, pulls, level))
)

/**
 * KL-UCB: the narrowest of these near the ends of the range, and the one with optimal regret for rewards of 0 and 1. Costs are divided
 * by their range first.
 *
 * @category family
 * @since 0.1.0
 */
export const klFamily: IndexFamily = fixedSample(
  'kl-ucb',
  'A. Garivier, O. Cappe, COLT 2011; O. Cappe et al., Annals of Statistics 41 (2013)',
  'Each bound misses with probability at most exp(-level) at a number of pulls fixed beforehand, for independent values in the range (Chernoff; Bernoulli is the worst case).',
  {
    above: (mean, _, pulls, level) => klAbove(clip(mean, 0, 1), pulls, level),
    below: (mean, _, pulls, level) => klBelow(clip(mean, 0, 1), pulls, level)
  }
)
