import { solveFlooredSimplexInto } from '@stageroute/optimizer'
import {
  basis,
  commit,
  decide,
  gate,
  openStage,
  outcome,
  reportFailure,
  setAccess,
  setBounds,
  setCapacity,
  setRateLimit
} from '@stageroute/router'
import {
  capacityOf,
  maxArms,
  probabilities,
  requestWith,
  serviceOf,
  type Deployment
} from './router-builders'

/** Two cheap arms and a dear one that is better; half the queries fit the dear one. */
const trio: Deployment = {
  bounds: [
    { arm: 0, reward: 0.5, cost: 0.001, capacity: 1 },
    { arm: 2, reward: 0.4, cost: 0.001, capacity: 1 },
    { arm: 5, reward: 0.9, cost: 0.003, capacity: 1 }
  ],
  budget: 0.002
}

const access = { capabilities: -1, regions: -1, contextLength: Infinity, drainsFrom: Infinity }

const rounded = (values: ReadonlyArray<number>): ReadonlyArray<number> =>
  values.map((value) => Number(value.toFixed(9)))

test('with every gate open the distribution is that of RouteOPT', () => {
  const router = serviceOf(trio)
  decide(router, requestWith())
  expect(rounded(probabilities(router))).toEqual([0.5, 0, 0, 0, 0, 0.5, 0, 0])
  expect(router.record.basis).toBe(basis.program)
  expect(router.record.budgetPrice).toBeCloseTo(200, 9)
})

test('an arm without a needed capability is out, and the others are mixed anew', () => {
  const router = serviceOf(trio)
  setAccess(router, 5, { ...access, capabilities: 0b01 })
  decide(router, requestWith({ needs: 0b10 }))
  expect(rounded(probabilities(router))).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
  expect(Array.from(router.record.gates.subarray(0, 3))).toEqual([0, 0, gate.capability])
})

test('context length, region, choice and draining each close their gate', () => {
  const router = serviceOf(trio)
  setAccess(router, 0, { ...access, contextLength: 100 })
  setAccess(router, 2, { ...access, regions: 0b10 })
  setAccess(router, 5, { ...access, drainsFrom: 50 })
  decide(router, requestWith({ tokens: 101, regions: 0b01, now: 50, only: 5 }))
  expect(Array.from(router.record.gates.subarray(0, 3))).toEqual([
    gate.contextLength | gate.choice,
    gate.region | gate.choice,
    gate.draining
  ])
  expect(router.record.outcome).toBe(outcome.unhealthy)
})

test('a limit is not passed by what just fits it', () => {
  const router = serviceOf(trio)
  setAccess(router, 0, { ...access, contextLength: 100, drainsFrom: 50 })
  const request = requestWith({ tokens: 100, now: 49 })
  request.charge[0] = 70
  request.cover[0] = 70
  decide(router, request)
  expect(router.record.gates[0]).toBe(0)
})

test('an arm that fails leaves the set and is let in again for one trial', () => {
  const router = serviceOf(trio)
  const failures = Array.from({ length: router.health.settings.failuresInRow }, () =>
    reportFailure(router.health, 5, 0, 0)
  )
  expect(failures).not.toContain(false)
  expect(decide(router, requestWith({ now: 1, only: 5 }))).toBe(-1)
  expect(router.record.outcome).toBe(outcome.unhealthy)
  decide(router, requestWith({ now: 1 }))
  expect(rounded(probabilities(router))).toEqual([1, 0, 0, 0, 0, 0, 0, 0])

  const later = requestWith({ now: router.health.settings.cooldownMs, only: 5 })
  expect(decide(router, later)).toBe(5)
  commit(router, later)
  expect(router.record.epoch).toBeGreaterThan(0)
  expect(decide(router, later)).toBe(-1)
})

test('rates are used by what is committed, not by what is decided', () => {
  const router = serviceOf(trio)
  setRateLimit(router.buckets, 5, { requestsPerMinute: 1, tokensPerMinute: Infinity }, 0)
  const request = requestWith({ only: 5 })
  decide(router, request)
  expect(decide(router, request)).toBe(5)
  commit(router, request)
  expect(decide(router, request)).toBe(-1)
  expect(router.record.gates[2]).toBe(gate.rate)
  expect(decide(router, { ...request, now: 60_000 })).toBe(5)
})

test.each([
  ['notCapable', { needs: 0b1 }, 0],
  ['unhealthy', { now: 60 }, 0],
  ['rateLimited', { now: 10, tokens: 9 }, 0],
  ['budgetExhausted', { now: 10 }, 2]
] as const)('when no arm is left the outcome says why: %s', (expected, changes, charge) => {
  const router = serviceOf({ ...trio, bounds: trio.bounds.slice(0, 1) })
  setAccess(router, 0, { ...access, capabilities: 0b10, drainsFrom: 50 })
  setRateLimit(router.buckets, 0, { requestsPerMinute: Infinity, tokensPerMinute: 8 }, 0)
  const request = requestWith(changes)
  request.charge[0] = charge
  request.cover[0] = 1
  expect(decide(router, request)).toBe(-1)
  expect(router.record.outcome).toBe(outcome[expected])
})

test('with nothing deployed nothing is routed', () => {
  const router = serviceOf({ bounds: [], budget: 0.001 })
  expect(decide(router, requestWith())).toBe(-1)
  expect(router.record.outcome).toBe(outcome.nothingDeployed)
})

test('an arm that is not covered gives way to a cheaper one', () => {
  const router = serviceOf(trio)
  const request = requestWith()
  request.charge.fill(10)
  request.charge[5] = 40
  request.cover.fill(39)
  decide(router, request)
  expect(rounded(probabilities(router))).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
  expect(router.record.gates[2]).toBe(gate.budget)
})

/** The trio, redeployed with a least share of its worst arm. */
const withLeastShare = (least: number, budget: number, exploration = 0) => {
  const router = serviceOf({ ...trio, budget }, { exploration })
  const minShare = new Float64Array(maxArms)
  minShare[2] = least
  const deployed = trio.bounds.map(({ arm }) => arm)
  openStage(router, { stage: 1, deployed, capacity: capacityOf(trio.bounds), minShare, budget })
  trio.bounds.forEach(({ arm, reward, cost }) => setBounds(router.state, arm, reward, cost))
  return router
}

test('an arm gets the least share of the plan, whatever it earns', () => {
  const router = withLeastShare(0.2, 0.002)
  decide(router, requestWith())
  expect(rounded(probabilities(router))).toEqual([0.3, 0, 0.2, 0, 0, 0.5, 0, 0])
})

test('the next stage has its own least shares', () => {
  const router = withLeastShare(0.2, 0.002)
  const deployed = trio.bounds.map(({ arm }) => arm)
  const stage = { stage: 2, deployed, capacity: capacityOf(trio.bounds), budget: 0.002 }
  openStage(router, { ...stage, minShare: new Float64Array(maxArms) })
  trio.bounds.forEach(({ arm, reward, cost }) => setBounds(router.state, arm, reward, cost))
  decide(router, requestWith())
  expect(rounded(probabilities(router))).toEqual([0.5, 0, 0, 0, 0, 0.5, 0, 0])
})

test('where the budget cannot have both, least shares stay and exploration goes', () => {
  const router = withLeastShare(0.2, 0.001, 0.3)
  decide(router, requestWith())
  expect(Array.from(router.record.floor.subarray(0, 3))).toEqual([0, 0.2, 0])
  expect(rounded(probabilities(router))).toEqual([0.8, 0, 0.2, 0, 0, 0, 0, 0])
})

test('where it cannot have the least shares either, the cheapest mix is used', () => {
  const router = withLeastShare(0.2, 0.0005, 0.3)
  decide(router, requestWith())
  expect(Array.from(router.record.floor.subarray(0, 3))).toEqual([0, 0, 0])
  expect(rounded(probabilities(router))).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
})

test('another deployment knows no last good distribution of the one before', () => {
  let isBroken = false
  const router = serviceOf(trio, {
    solve: (workspace, program, floor, out) => {
      if (isBroken) throw new Error('the solver is broken')
      return solveFlooredSimplexInto(workspace, program, floor, out)
    }
  })
  decide(router, requestWith())
  isBroken = true
  const deployed = trio.bounds.map(({ arm }) => arm)
  const stage = { stage: 1, deployed, capacity: capacityOf(trio.bounds), budget: 0.002 }
  openStage(router, { ...stage, minShare: new Float64Array(maxArms) })
  decide(router, requestWith())
  expect(rounded(probabilities(router))).toEqual(rounded([1 / 3, 0, 1 / 3, 0, 0, 1 / 3, 0, 0]))
})

test('least shares that do not fit into one query together give way: exploration first', () => {
  const deployed = trio.bounds.map(({ arm }) => arm)
  const router = serviceOf(trio, { exploration: 0.3 })
  const minShare = new Float64Array(maxArms)
  minShare[0] = 0.95
  const stage = { stage: 1, deployed, capacity: capacityOf(trio.bounds), budget: 1 }
  openStage(router, { ...stage, minShare })
  trio.bounds.forEach(({ arm, reward, cost }) => setBounds(router.state, arm, reward, cost))
  decide(router, requestWith())
  expect(rounded(probabilities(router))).toEqual([0.95, 0, 0, 0, 0, 0.05, 0, 0])
  minShare[2] = 0.2
  openStage(router, { ...stage, minShare })
  trio.bounds.forEach(({ arm, reward, cost }) => setBounds(router.state, arm, reward, cost))
  decide(router, requestWith())
  expect(rounded(probabilities(router))).toEqual([0, 0, 0, 0, 0, 1, 0, 0])
})

test('an arm that was tried or is busy is out, and the others share the query as if it were not deployed', () => {
  const router = serviceOf(trio)
  const request = requestWith()
  request.barred[5] = gate.tried
  decide(router, request)
  expect(rounded(probabilities(router))).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
  request.barred.set([gate.tried, 0, gate.tried, 0, 0, gate.tried])
  decide(router, request)
  expect(router.record.outcome).toBe(outcome.unhealthy)
  request.barred.set([gate.tried, 0, gate.busy, 0, 0, gate.tried])
  decide(router, request)
  expect(router.record.outcome).toBe(outcome.rateLimited)
})

test('a deployed arm takes no more than the capacity it is given', () => {
  const router = serviceOf(trio)
  expect(setCapacity(router.state, 5, 0.25)).toBe(true)
  decide(router, requestWith())
  expect(rounded(probabilities(router))).toEqual([0.75, 0, 0, 0, 0, 0.25, 0, 0])
  expect(setCapacity(router.state, 1, 0.5)).toBe(false)
  expect(setCapacity(router.state, 5, 0)).toBe(false)
  expect(setCapacity(router.state, 5, Number.NaN)).toBe(false)
})
