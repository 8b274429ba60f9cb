export { degenerateSelections, degenerateSimplices, type NamedProgram } from './degenerate'
export { drawSelection, drawSimplex } from './draw'
export { defaultSolverLawOptions, type SolverLawExclusion, type SolverLawOptions } from './options'
export { solverLaws } from './solver-laws'
