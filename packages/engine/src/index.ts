export { keepAccount, commonAllowance } from './accounts'
export {
  admit,
  admitAgain,
  type Admitted,
  type LiveQuery,
  type OpenAttempt,
  type Turned
} from './admit'
export { admitDirect, type DirectQuery } from './admit-direct'
export { handOver, takeOver } from './take-over'
export { makeEngine, type Engine } from './engine'
export { endAttempt, finish, type AttemptCost, type QueryEnd, type Verdict } from './finish'
export { inventoryOf, stageInput } from './inventory'
export { judge, type Judged, type Judgement, type JudgementRefusal } from './judge'
export { commonAccount, type Memory, type MemoryCounts } from './memory'
export { restoreMemory, snapshotMemory } from './memory-snapshot'
export type { ModelCard } from './model-card'
export { engineKind, memoryRecovery, type KeptEvent, type RecoveredMemory } from './recovery'
export { retune, type Tuning } from './retune'
export { budgetNow } from './set-bounds'
export { setModels } from './set-models'
export type { EngineSettings } from './settings'
export { preview } from './preview'
export { applyStage, rollStageBack, type DeployedEvent } from './stages'
