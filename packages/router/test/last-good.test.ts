import { solveFlooredSimplexInto } from '@stageroute/optimizer'
import { basis, decide, setAccess, type RouterSettings } from '@stageroute/router'
import { probabilities, requestWith, serviceOf, type Deployment } from './router-builders'

const trio: Deployment = {
  bounds: [
    { arm: 0, reward: 0.5, cost: 0.001, capacity: 0.6 },
    { arm: 2, reward: 0.4, cost: 0.001, capacity: 0.6 },
    { arm: 5, reward: 0.9, cost: 0.003, capacity: 0.6 }
  ],
  budget: 0.002
}

type Solve = NonNullable<RouterSettings['solve']>

const throwing: Solve = () => {
  throw new Error('the solver is broken')
}

const garbled: Solve = (_, { size }, __, out) => {
  out.fill(NaN, 0, size)
  return 0
}

/** A router whose solver works for so many queries and fails from then on. */
const failingAfter = (queries: number, failure: Solve) => {
  let done = 0
  return serviceOf(trio, {
    solve: (workspace, program, floor, out) =>
      (done++ < queries ? solveFlooredSimplexInto : failure)(workspace, program, floor, out)
  })
}

const rounded = (values: ReadonlyArray<number>): ReadonlyArray<number> =>
  values.map((value) => Number(value.toFixed(9)))

test.each([
  ['throws', throwing],
  ['answers with no numbers', garbled]
])('when the solver %s, queries go where the last good ones went', (_, failure) => {
  const router = failingAfter(1, failure)
  decide(router, requestWith())
  const good = probabilities(router)
  decide(router, requestWith())
  expect(probabilities(router)).toEqual(good)
  expect(router.record.basis).toBe(basis.lastGood)
  expect(router.failedSolves).toBe(1)
})

test('of the last good distribution only open arms are used', () => {
  const router = failingAfter(1, throwing)
  setAccess(router, 5, {
    capabilities: 0,
    regions: -1,
    contextLength: Infinity,
    drainsFrom: Infinity
  })
  decide(router, requestWith())
  expect(rounded(probabilities(router))).toEqual([0.5, 0, 0, 0, 0, 0.5, 0, 0])
  decide(router, requestWith({ needs: 1 }))
  expect(rounded(probabilities(router))).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
})

test('before anything was solved, queries are spread by capacity', () => {
  const router = failingAfter(0, throwing)
  decide(router, requestWith())
  expect(rounded(probabilities(router))).toEqual(rounded([1 / 3, 0, 1 / 3, 0, 0, 1 / 3, 0, 0]))
})

test.each<readonly [string, Solve]>([
  ['shares below zero', (_, __, ___, out) => (out.set([-0.1, 0.6, 0.5]), 0)],
  ['shares above capacity', (_, __, ___, out) => (out.set([0.7, 0.3, 0]), 0)],
  ['shares that do not sum to one', (_, __, ___, out) => (out.set([0.3, 0.3, 0]), 0)],
  ['a status that is none', (_, __, ___, out) => (out.set([0.5, 0.5, 0]), -1 as 0)]
])('an answer with %s is none', (_, failure) => {
  const router = failingAfter(1, failure)
  decide(router, requestWith())
  const good = probabilities(router)
  decide(router, requestWith())
  expect(probabilities(router)).toEqual(good)
  expect(router.record.basis).toBe(basis.lastGood)
})

test('a query that only some arms could take does not become the last good distribution of all', () => {
  const router = failingAfter(2, throwing)
  decide(router, requestWith())
  decide(router, requestWith({ only: 2 }))
  decide(router, requestWith())
  expect(probabilities(router)[0]).toBeGreaterThan(0)
  expect(probabilities(router)[5]).toBeGreaterThan(0)
})
