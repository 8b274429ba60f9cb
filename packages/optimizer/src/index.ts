export type { MixAnswer, SelectionAnswer, SolverFailure } from './answer'
export {
  defaultNodeLimit,
  makeBudgetedSelectionWorkspace,
  suggestSelection,
  type BudgetedSelection,
  type BudgetedSelectionWorkspace
} from './budgeted-selection'
export {
  budgetedSimplexStatus,
  forgetBasis,
  makeBudgetedSimplexWorkspace,
  type BudgetedSimplex,
  type BudgetedSimplexStatus,
  type BudgetedSimplexWorkspace
} from './budgeted-simplex'
export { isAffordable } from './internal/afford'
export { certifyContextualMix, certifyMix, isCertified, type MixCertificate } from './certificate'
export { bestAtPrices, type ContextualSimplex } from './contextual-simplex'
export { closeRuledSelectionBy, closeSelectionBy } from './fall-back'
export type { InvalidProgram } from './invalid-program'
export { marginalValues, type MarginalSteps, type MarginalValues } from './marginal-value'
export type { LinearProgram, MixedIntegerProgram } from './program'
export {
  solveBudgetedSelection,
  solveBudgetedSimplex,
  solveFlooredSimplex,
  type SelectionSearch
} from './solve'
export { solveBudgetedSimplexBy } from './solve-general'
export { solveBudgetedSelectionBy, solveRuledSelectionBy } from './solve-selection-by'
export {
  requestedAccuracy,
  type LpSolver,
  type MipSolver,
  type SolverResult,
  type Termination
} from './solver'
export { solveBudgetedSelectionInto } from './solve-budgeted-selection'
export {
  noRules,
  type RuleConflict,
  type RuledAnswer,
  type SelectionGroup,
  type SelectionRules
} from './ruled-selection'
export { solveBudgetedSimplexInto } from './solve-budgeted-simplex'
export { solveFlooredSimplexInto } from './solve-floored-simplex'
export { solveRuledSelection } from './solve-ruled-selection'
export { withOpen, type OpenProgram, type ProgramChange, type WarmSolver } from './warm-solver'
export { solveContextualSimplex } from './solve-contextual-simplex'
export { fillSpareSlots } from './spare-slots'
