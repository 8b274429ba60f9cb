export { distributionInto, routeQuery } from './route-query'
export { deploy, makeRouterState, setBounds, type RouterState } from './router-state'
