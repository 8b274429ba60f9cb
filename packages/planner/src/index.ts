export { chooseDeployment, type DeploymentChoice } from './choose-deployment'
export type { StageInput } from './deployment-program'
export { checkSlots } from './feasibility'
export { stageStarts } from './stage-schedule'
