export type { HighsLimits } from './limits'
export { loadHighsSolver, loadHighsSolverWithin } from './load'
export type { HighsSolver } from './solver-type'
