export { setBoundsByFeatures, stateContexts } from './contextual-bounds'
export { solveContexts, setPrices, type ContextMixes, type FixedPrices } from './context-mixes'
export { commit, decide } from './decide'
export { basis, outcome, type Basis, type DecisionRecord, type Outcome } from './decision-record'
export { gate, setAccess, type Access, type ArmAccess } from './gates'
export { openStage, setBudget, type StageDeployment } from './open-stage'
export { makeRequest, type RouteRequest } from './request'
export { routeAgain, routeWithin, type Payers, type RoutedQuery } from './route-within'
export { restoreRouter, snapshotRouter, type RouterSnapshot } from './router-snapshot'
export { makeRouter, type OpenArms, type Router, type RouterSettings } from './router'
export { toRoutingDecision } from './to-decision'
export { distributionInto, routeQuery } from './route-query'
export { deploy, makeRouterState, setBounds, setCapacity, type RouterState } from './router-state'
export {
  abandonTrial,
  healthState,
  isHealthy,
  makeHealth,
  nextTrialAt,
  reportFailure,
  reportSuccess,
  startTrial,
  type Health,
  type HealthSettings,
  type HealthState
} from './health'
export { restoreHealth, snapshotHealth } from './health-snapshot'
export { defaultHealthSettings, openHealth, type InvalidHealthSettings } from './open-health'
export {
  giveBack,
  hasRoom,
  makeRateBuckets,
  readyAt,
  takeFromBucket,
  undoTake,
  type RateBuckets
} from './rate-bucket'
export { restoreRateBuckets, snapshotRateBuckets } from './rate-bucket-snapshot'
export { setRateLimit, type InvalidRateLimit, type RateLimit } from './rate-limit'
