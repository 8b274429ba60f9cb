/**
 * Coefficient of variation of a single query's cost around a model's mean; only means are published, so this is an assumption.
 *
 * @category environment
 * @since 0.1.0
 */
export const assumedCostVariation = 0.8

const SIGMA = Math.sqrt(Math.log(1 + assumedCostVariation ** 2))
/** A lognormal factor of mean one is cut here, so that the environment has a largest cost. */
const CUT = 20
/**
 * What the cut leaves of the mean, and is divided out again: `1 - Q(z - SIGMA) + CUT Q(z)`, `z = (ln CUT + SIGMA^2 / 2) / SIGMA`, with Q
 * the upper tail of the standard normal.
 */
const MEAN_OF_CUT = 0.9999934752454169
/** A query that is cut costs as many times the mean. */
export const largestCostFactor = CUT / MEAN_OF_CUT

const TURN = 2 * Math.PI

/** A standard normal from two uniforms (Box-Muller). */
export const standardNormal = (first: number, second: number): number =>
  Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(TURN * second)

/** A query's cost over the arm's mean, from a standard normal. */
export const costFactor = (normal: number): number =>
  Math.min(Math.exp(SIGMA * normal - (SIGMA * SIGMA) / 2), CUT) / MEAN_OF_CUT
