export type { StageInput } from './deployment-program'
export { checkSlots } from './feasibility'
export { planStage } from './plan-stage'
export { stageStarts } from './stage-schedule'
