/**
 * The only place where tolerances live. Values are in doubles, shares in [0, 1], rewards in [0, 1].
 *
 * - `share`: mass below this is rounding left by sums of at most a few thousand capacities.
 * - `relativeBudget`: a mix costing at most this much more than the budget, relative to the larger of the budget and the
 *   mix's own cost, is within rounding of it; anything above is an infeasible budget.
 * - `bound`: two rewards closer than this are equal when branches are pruned and certificates are checked.
 * - `rounding`: a few units in the last place, relative to the terms of a difference; what is better by less is not better.
 * - `strict`: what is closer than this to a tie is decided by the search and its documented rules, not by a remembered answer.
 * - `sums`: how far, relative to their size, sums over a long run may stray from relations that exact arithmetic keeps.
 * - `root`: a step to a root smaller than this, relative to the distance sought, leaves an error of its third power.
 * - `requested`: the feasibility that a general solver is asked for; a reward is a budget price away from it.
 * - `money`: what products of prices and token counts may carry, relative to the cost (in micro-USD, to one at least), before it is rounded up.
 * - `general`: how far a floating-point general solver may be from an exact answer.
 *
 * @category tolerance
 * @since 0.1.0
 */
export const tolerance = {
  share: 1e-12,
  relativeBudget: 1e-12,
  bound: 1e-11,
  rounding: 8 * Number.EPSILON,
  strict: 1e-9,
  sums: 1e-9,
  root: 1e-4,
  requested: 1e-9,
  money: 1e-9,
  general: 1e-6
} as const
