export { addArm, makeArmTable, observe, type ArmTable } from './arm-table'
export { costLowerBound, experimentGamma, rewardUpperBound, type PaperIndex } from './bounds'
export { paperRadius, validGamma } from './confidence-radius'
