import { tolerance } from '@stageroute/numeric'

// Read once: the kernels ask for it at every step.
const { relativeBudget } = tolerance

/**
 * Whether a mix is within the budget, up to rounding relative to its own cost. Every comparison of a cost with the budget is this one: a
 * vertex above the budget then costs strictly more than one within it, and the price between them is defined.
 */
export const isAffordable = (cost: number, budget: number): boolean =>
  cost - relativeBudget * cost <= budget

/** The slope between two vertices, `dear` above the budget: at least zero, and finite even when the costs differ by a subnormal. */
export const priceBetween = (
  dearValue: number,
  dearCost: number,
  cheapValue: number,
  cheapCost: number
): number =>
  Math.min(Number.MAX_VALUE, Math.max(0, (dearValue - cheapValue) / (dearCost - cheapCost)))
