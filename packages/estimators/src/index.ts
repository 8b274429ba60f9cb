export {
  addArm,
  makeArmTable,
  maxCost,
  maxRewardWeight,
  observe,
  observeCost,
  observeReward,
  type ArmTable
} from './arm-table'
export { restoreTable, snapshotTable } from './arm-table-snapshot'
export { costLowerBound, experimentGamma, rewardUpperBound, type PaperIndex } from './bounds'
export {
  addMomentWithRestart,
  changeStatus,
  makeChangeDetector,
  observeForChange,
  restartDetector,
  type ChangeDetector,
  type ChangeStatus
} from './change-detection'
export { restoreDetector, snapshotDetector } from './change-detection-snapshot'
export {
  changeThreshold,
  customaryChangeThreshold,
  provenChangeThreshold,
  type ChangeThreshold
} from './change-threshold'
export { addNumber, addWord, checksumOf, makeChecksum, type Checksum } from './checksum'
export { paperRadius, validGamma } from './confidence-radius'
export {
  addContextualArm,
  makeContextualTable,
  observeContextualCost,
  observeContextualReward,
  type ContextualTable,
  type PooledMoments
} from './contextual'
export { restoreContextual, snapshotContextual } from './contextual-snapshot'
export { costMeanOf, costPullsOf, costVarianceOf, setCostPrior } from './cost-prior'
export {
  giveUpReward,
  makeFeedbackRegister,
  openDecision,
  receiveReward,
  rewardStatus,
  type FeedbackRegister,
  type RewardStatus
} from './feedback'
export { restoreFeedback, snapshotFeedback } from './feedback-snapshot'
export {
  discountedBias,
  discountedPulls,
  discountedRadius,
  fadeUntil,
  makeForgetting,
  observeDiscounted,
  type Forgetting
} from './forgetting'
export { restoreForgetting, snapshotForgetting } from './forgetting-snapshot'
export {
  linearStatus,
  makeLinearTable,
  resetLinearArm,
  type LinearStatus,
  type LinearTable
} from './linear'
export { empiricalBernsteinRadius, ucbvRadius } from './bernstein'
export { hoeffdingRadius } from './hoeffding'
export { bernoulliDivergence, klAbove, klBelow } from './kl'
export { queryLevel, remainingLevel, tailLevel, unionLevel } from './level'
export { restoreLinear, snapshotLinear } from './linear-snapshot'
export { mergeTables, type UnequalTables } from './merge-tables'
export {
  addMoment,
  clearMoments,
  fadeMoments,
  makeMoments,
  mergeMomentsInto,
  pullsOf,
  varianceOf,
  type Moments
} from './moments'
export {
  findBadMoments,
  momentColumnNames,
  momentColumns,
  restoreMoments,
  type MomentRange
} from './moments-snapshot'
export { observeLinear } from './observe-linear'
export {
  betweenContextVariance,
  cellShare,
  pooledLower,
  pooledMean,
  pooledUpper,
  pooledWidth
} from './partial-pooling'
export { linearConfidence, predictLinearInto } from './predict-linear'
export {
  dropBefore,
  makeSlidingWindow,
  observeInWindow,
  windowMean,
  windowPulls,
  windowRadius,
  windowVariance,
  type SlidingWindow
} from './sliding-window'
export {
  invalidSnapshot,
  makeSnapshot,
  openSnapshot,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from './snapshot'
export {
  findBadEntry,
  findNoCount,
  findOtherShape,
  isCount,
  restoreChecked
} from './snapshot-checks'
export { restoreWindow, snapshotWindow } from './sliding-window-snapshot'
export { staleInflation, stalePulls, widenBound, type Staleness } from './staleness'
export { drawBeta, drawGamma, drawNormal } from './draws'
export type { Estimator, EstimatorSettings, IndexFamily } from './estimator'
export {
  empiricalBernsteinFamily,
  hoeffdingFamily,
  klFamily,
  makePaperFamily,
  ucbvFamily
} from './families'
export { withFlipRate } from './flip-rate'
export { makeEstimator } from './make-estimator'
export {
  openArmTable,
  openChangeDetector,
  openContextualTable,
  openFeedbackRegister,
  openForgetting,
  openLinearTable,
  openSlidingWindow
} from './open-statistics'
export type { InvalidSettings, SettingCheck } from './settings'
export {
  addPlugIn,
  intersectPlugIn,
  makePlugIn,
  plugInCentre,
  plugInRadius,
  type PlugIn
} from './plug-in'
export { makePlugInFamily, type PlugInSettings } from './plug-in-family'
export { makeBetaFamily, makeGaussianFamily } from './posterior'
export {
  forgetHierarchical,
  makeHierarchicalTable,
  observeHierarchical,
  predictHierarchicalInto,
  updateHierarchical,
  type HierarchicalPrior,
  type HierarchicalTable
} from './hierarchical'
export { learnHierarchicalPrior } from './hierarchical-prior'
export { restoreHierarchical, snapshotHierarchical } from './hierarchical-snapshot'
export { mannerOfText, type TextFeatures } from './text-features'
export { makeProjection, projectInto, type Projection } from './projection'
