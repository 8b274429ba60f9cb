export type { KnownNames } from './check-spec'
export { oracleShareAt, summariseCurves } from './curves'
export { estimateDifference, estimateMean } from './estimate'
export { expandSpec, type ExpandOptions } from './expand-spec'
export {
  canonicalJson,
  identifyExperiment,
  identifyRun,
  type Json,
  type RunIdentity
} from './identity'
export { countRuns, type ExperimentPlan, type PlannedCase, type PlannedGroup } from './plan'
export { fitSlopes } from './slope'
export { studentQuantile } from './student'
export { summariseCase, type PolicyRuns } from './summarise-case'
