export { arriveAsListed, arriveAtStart, arriveByRelease, type ArrivalSchedule } from './arrivals'
export { categoryOracle } from './category-oracle'
export { contextShape, type ContextKind } from './contexts'
export {
  epochsOf,
  type ArmTruth,
  type CategoryTruth,
  type Environment,
  type Epoch,
  type OutcomeSource
} from './environment'
export { promptFeedback, type Delay, type Feedback } from './feedback'
export { hindsightOptimum, type Hindsight } from './hindsight'
export { makeLoggedReplay } from './environments/logged-replay'
export {
  assumedCostVariation,
  makePublishedFigures,
  type PublishedArm,
  type PublishedFigures
} from './environments/published-figures'
export type { RunCurve } from './curve'
export type { RunMeasures } from './evaluator'
export { stageOracle, type StageOracle } from './oracle'
export { makeOraclePolicy } from './oracle-policy'
export { completeTable, type CompletedTable, type OutcomeTable } from './outcome-table'
export { runPolicy, type RunOptions } from './run'
export { makeStaticBestPolicy } from './static-best-policy'
export { ratioToOracle, summariseRuns } from './summary'
export type { Trial } from './trial'
