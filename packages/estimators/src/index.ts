export { addArm, makeArmTable, observe, type ArmTable } from './arm-table'
export { costLowerBound, experimentGamma, rewardUpperBound, type PaperIndex } from './bounds'
export { paperRadius, validGamma } from './confidence-radius'
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
