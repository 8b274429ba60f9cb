export { ArmSpec, dayNumber } from './arm'
export { closed } from './closed'
export { RoutingDecision } from './decision'
export { decodeFrom, decodeJson } from './decode'
export {
  DeploymentPlan,
  PlanHistory,
  type AppliedPlan,
  type Interval,
  type PlannedArm,
  type PlannedExploration,
  type PlannedSwitching
} from './deployment'
export { PlanReason, PlanWarning, RuleConflict } from './deployment-reason'
export { PlanState } from './plan-state'
export { message, printable, type DomainError } from './error'
export { ChartKind, ExperimentSpec, type ExperimentGroup, type SettingValue } from './experiment'
export type {
  CaseCurves,
  CaseResult,
  CurveBand,
  Estimate,
  ExperimentCase,
  ExperimentReport,
  RegretSlope,
  ReportGroup
} from './experiment-report'
export { LedgerState } from './ledger-state'
export { DeployProblem, RouteProblem, type DeployAnswer, type RouteAnswer } from './problem'
export { Capacity, CostUsd, Count, Finite, Index, NonNegative, Reward } from './quantity'
export type {
  OracleRewards,
  PolicyResult,
  SimulationReport,
  SimulationSettings,
  Spread
} from './report'
export { tagged } from './tagged'
export { LiveEvent } from './live-event'
