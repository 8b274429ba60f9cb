export {
  arriveAsListed,
  arriveAtStart,
  arriveBy,
  arriveByRelease,
  arrivePoisson,
  availableAt,
  retireAfter,
  type ArrivalSchedule
} from './arrivals'
export { categoryOracle } from './category-oracle'
export { contextShape } from './contexts'
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
export { withShifts, type ArmShift, type Shift } from './environments/drift'
export { dropAt, repriceAt, sinkBetween, swing } from './environments/drift-shapes'
export { makeMovingFrontier, type MovingFrontier } from './environments/moving-frontier'
export { makeSynthetic, type SyntheticPool } from './environments/synthetic'
export { productsOf, withVersions, type Product } from './environments/versions'
export { makeLoggedReplay } from './environments/logged-replay'
export { assumedCostVariation } from './environments/lognormal-cost'
export {
  makePublishedFigures,
  type PublishedArm,
  type PublishedFigures
} from './environments/published-figures'
export type { RunCurve } from './curve'
export type { RunMeasures } from './evaluator'
export { stageOracle, type StageOracle } from './oracle'
export { makeOraclePolicy } from './oracle-policy'
export {
  completeTable,
  type CompletedTable,
  type OutcomeTable,
  type QueryFeatures
} from './outcome-table'
export { runPolicy, type RunOptions } from './run'
export { makeStaticBestPolicy } from './static-best-policy'
export { spreadOf } from './spread'
export { ratioToOracle, summariseRuns } from './summary'
export type { ContextKind, Trial } from './trial'
