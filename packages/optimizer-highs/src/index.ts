export type { HighsSolver } from './highs-solver'
export type { HighsLimits } from './limits'
export { loadHighsSolver, loadHighsSolverWithin } from './load'
