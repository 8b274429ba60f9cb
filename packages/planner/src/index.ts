export {
  adviseStageLength,
  type StageFigures,
  type StageLengthAdvice,
  type StageLengthCost
} from './advise-stage-length'
export { withAffordableMix, type Affordability } from './affordable-mix'
export { chooseDeployment, type DeploymentChoice } from './choose-deployment'
export type { StageInput } from './deployment-program'
export { checkSlots } from './check-slots'
export {
  applyPlan,
  currentPlan,
  emptyHistory,
  rollBack,
  stagesDeployed,
  type ApplyMoment,
  type PlanRefusal
} from './history'
export { explainPlan, explainRefusal, type PlanExplanation } from './explain-plan'
export type { InventoryArm, StageSettings } from './inventory'
export {
  observeStageFigures,
  type ObservedPast,
  type ObservedStageFigures
} from './observe-stage-figures'
export { planStage } from './plan-stage'
export {
  checkSchedule,
  isStageDue,
  stageEnd,
  stageStarts,
  type Schedule,
  type StageEnd,
  type StageProgress
} from './stage-schedule'
export type { Switching } from './switching'
