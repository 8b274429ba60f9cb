import * as fc from 'fast-check'
import { decodeFrom, RoutingDecision } from '@stageroute/contracts'
import { drawCategory, makeStream, nextUniform, tolerance } from '@stageroute/numeric'
import { makeBudgetedSimplexWorkspace, solveFlooredSimplexInto } from '@stageroute/optimizer'
import { decide, gate, setAccess, toRoutingDecision, type Router } from '@stageroute/router'
import {
  capacityOf,
  deployment,
  idsOf,
  maxArms,
  requestWith,
  serviceOf,
  type Deployment
} from './router-builders'

const sum = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0)

/** What each arm lacks, and how much is explored. */
const circumstances = fc.record({
  closed: fc.array(fc.boolean(), { minLength: maxArms, maxLength: maxArms }),
  exploration: fc.constantFrom(0, 0.05, 0.3),
  shortage: fc.constantFrom('relax' as const, 'refuse' as const),
  before: fc.integer({ min: 0, max: 3 })
})

type Circumstances = typeof circumstances extends fc.Arbitrary<infer A> ? A : never

const decided = (given: Deployment, { closed, before, ...settings }: Circumstances): Router => {
  const router = serviceOf(given, settings)
  closed.forEach((isClosed, arm) => {
    if (!isClosed) return
    setAccess(router, arm, {
      capabilities: 0,
      regions: -1,
      contextLength: Infinity,
      drainsFrom: Infinity
    })
  })
  for (let i = 0; i <= before; i++) decide(router, requestWith({ needs: 1 }))
  return router
}

const documentOf = (router: Router): RoutingDecision => toRoutingDecision(router.record, idsOf())

const isOpen = ({ gates }: RoutingDecision['arms'][number]): boolean => gates.length === 0

const always = (check: (router: Router, given: Deployment, about: Circumstances) => void): void =>
  fc.assert(
    fc.property(deployment, circumstances, (given, about) =>
      check(decided(given, about), given, about)
    ),
    { numRuns: 300 }
  )

test('the record alone is enough to compute the probabilities again, to the last bit', () => {
  always((router) => {
    const kept = JSON.parse(JSON.stringify(documentOf(router))) as RoutingDecision
    const open = kept.arms.filter(isOpen)
    const pick = (of: (arm: RoutingDecision['arms'][number]) => number): Float64Array =>
      Float64Array.from(open, of)
    const program = {
      size: open.length,
      reward: pick(({ reward }) => reward),
      cost: pick(({ cost }) => cost),
      capacity: pick(({ capacity }) => capacity),
      budget: kept.budget
    }
    const share = new Float64Array(open.length)
    const workspace = makeBudgetedSimplexWorkspace(open.length)
    if (open.length > 0)
      solveFlooredSimplexInto(
        workspace,
        program,
        pick(({ floor }) => floor),
        share
      )
    expect(open.map(({ probability }) => probability)).toEqual(Array.from(share))
  })
})

test('the draw and the arm follow from the seed position and the probabilities', () => {
  always((router) => {
    const { seedPosition, draw, arms, arm } = documentOf(router)
    const stream = makeStream(11, 'router')
    for (let i = 0; i < seedPosition; i++) nextUniform(stream)
    expect(draw).toBe(nextUniform(stream))
    const share = Float64Array.from(arms, ({ probability }) => probability)
    expect(arm).toBe(arms[drawCategory(share, share.length, draw)]?.id ?? null)
  })
})

test('closed arms have no probability; the open ones sum to one, or to their capacities', () => {
  always((router, given, { shortage }) => {
    const { arms } = documentOf(router)
    arms
      .filter((arm) => !isOpen(arm))
      .forEach(({ gates, probability }) => {
        expect(gates).toEqual(['capability'])
        expect(probability).toBe(0)
      })
    const open = arms.filter(isOpen)
    const capacity = capacityOf(given.bounds)
    const reach = sum(open.map(({ id }) => capacity[idsOf().indexOf(id)]))
    const least = shortage === 'relax' ? Math.min(open.length, 1) : Math.min(1, reach)
    expect(Math.abs(sum(open.map(({ probability }) => probability)) - least)).toBeLessThanOrEqual(
      tolerance.share
    )
  })
})

test('probabilities lie between floor and capacity, and within the budget where a mix is', () => {
  always((router) => {
    const { arms, status, budget } = documentOf(router)
    arms.filter(isOpen).forEach(({ floor, capacity, probability }) => {
      expect(probability).toBeGreaterThanOrEqual(floor - tolerance.share)
      expect(probability).toBeLessThanOrEqual(capacity + tolerance.share)
    })
    const spent = sum(arms.map(({ cost, probability }) => cost * probability))
    if (status === 'optimal') expect(spent).toBeLessThanOrEqual(budget + tolerance.bound)
  })
})

test('what is explored reaches every open arm, unless the budget forbids it', () => {
  always((router, _, { exploration }) => {
    const { arms, status } = documentOf(router)
    const open = arms.filter(isOpen)
    const isFloored = open.some(({ floor }) => floor > 0)
    open.forEach(({ floor, capacity }) => {
      if (isFloored) expect(floor).toBe(Math.min(exploration / open.length, capacity))
    })
    if (exploration > 0 && open.length > 0 && status === 'optimal' && !isFloored) {
      const even = exploration / open.length
      const floored = open.map((arm) => Math.min(even, arm.capacity))
      const cheapest = [...open].sort((a, b) => a.cost - b.cost)
      let rest = 1 - sum(floored)
      let spent = sum(open.map(({ cost }, i) => cost * (floored[i] ?? 0)))
      cheapest.forEach((arm) => {
        const room = Math.min(rest, arm.capacity - Math.min(even, arm.capacity))
        spent += room * arm.cost
        rest -= room
      })
      expect(spent).toBeGreaterThan(router.record.budget)
    }
  })
})

test('a decision is a document of its codec', () => {
  always((router) => {
    const kept: unknown = JSON.parse(JSON.stringify(documentOf(router)))
    expect(decodeFrom(RoutingDecision, 'decision')(kept)).toEqual({
      _tag: 'Right',
      right: documentOf(router)
    })
  })
})

test('every gate has a name in the document', () => {
  const router = serviceOf({
    bounds: [{ arm: 1, reward: 0.5, cost: 0.001, capacity: 1 }],
    budget: 1
  })
  decide(router, requestWith())
  router.record.gates[0] = Object.values(gate).reduce((bits, bit) => bits | bit, 0)
  expect(documentOf(router).arms[0]?.gates).toEqual(Object.keys(gate))
})
