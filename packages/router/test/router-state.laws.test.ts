import * as fc from 'fast-check'
import { routeQuery } from '@stageroute/router'
import { bounds, deployment, draw, redeploy, routerOf } from './router-builders'

test('a router that was deployed before routes as a new one does', () => {
  fc.assert(
    fc.property(bounds, deployment, draw, (before, given, u) => {
      const used = routerOf({ ...given, bounds: before })
      routeQuery(used, u)
      redeploy(used, given.bounds)
      const fresh = routerOf(given)
      expect(routeQuery(used, u)).toBe(routeQuery(fresh, u))
      expect(used.share).toEqual(fresh.share)
      expect(used.status).toBe(fresh.status)
    })
  )
})

test('routing again with the same bounds changes nothing', () => {
  fc.assert(
    fc.property(deployment, draw, (given, u) => {
      const state = routerOf(given)
      const first = routeQuery(state, u)
      const share = Float64Array.from(state.share)
      expect(routeQuery(state, u)).toBe(first)
      expect(state.share).toEqual(share)
    })
  )
})
