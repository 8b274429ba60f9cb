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
export { addNumber, addWord, checksumOf, makeChecksum, type Checksum } from './checksum'
export { paperRadius, validGamma } from './confidence-radius'
export { costMeanOf, costPullsOf, costVarianceOf, setCostPrior } from './cost-prior'
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
export {
  invalidSnapshot,
  makeSnapshot,
  openSnapshot,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from './snapshot'
