export { ArmSpec, dayNumber } from './arm'
export { closed } from './closed'
export { decodeFrom, decodeJson } from './decode'
export type { DeploymentPlan } from './deployment'
export { message, printable, type DomainError } from './error'
export { DeployProblem, RouteProblem, type DeployAnswer, type RouteAnswer } from './problem'
export { Capacity, CostUsd, Count, Finite, Index, NonNegative, Reward } from './quantity'
export type {
  OracleRewards,
  PolicyResult,
  SimulationReport,
  SimulationSettings,
  Spread
} from './report'
