import { basis, commit, decide, setAccess } from '@stageroute/router'
import { probabilities, requestWith, serviceOf, type Deployment } from './router-builders'

/** At a budget price of 200 per USD the mix is worth 0.3, arm 2 is worth 0.2. */
const trio: Deployment = {
  bounds: [
    { arm: 0, reward: 0.5, cost: 0.001, capacity: 1 },
    { arm: 2, reward: 0.4, cost: 0.001, capacity: 1 },
    { arm: 5, reward: 0.9, cost: 0.003, capacity: 1 }
  ],
  budget: 0.002
}

test('a conversation stays where it is while leaving gains no more than its cache is worth', () => {
  const router = serviceOf(trio)
  expect(decide(router, requestWith({ home: 2, homeWorth: 0.11 }))).toBe(2)
  expect(probabilities(router)[2]).toBe(1)
  expect(router.record.basis).toBe(basis.home)
})

test('it leaves for a gain above that', () => {
  const router = serviceOf(trio)
  decide(router, requestWith({ home: 2, homeWorth: 0.09 }))
  expect(probabilities(router)[2]).toBe(0)
  expect(router.record.basis).toBe(basis.program)
})

test('an arm of the mix is as good as the mix at its price: nobody leaves it for nothing', () => {
  const router = serviceOf(trio)
  expect(decide(router, requestWith({ home: 5, homeWorth: 1e-9 }))).toBe(5)
})

test('it cannot stay with an arm whose gate is closed', () => {
  const router = serviceOf(trio)
  setAccess(router, 2, {
    capabilities: 0,
    regions: -1,
    contextLength: Infinity,
    drainsFrom: Infinity
  })
  decide(router, requestWith({ home: 2, homeWorth: 1, needs: 1 }))
  expect(probabilities(router)[2]).toBe(0)
})

test('where the budget cannot be kept it stays only with an arm as cheap as the cheapest mix', () => {
  const router = serviceOf({ ...trio, budget: 0.0005 })
  decide(router, requestWith({ home: 5, homeWorth: 1 }))
  expect(probabilities(router)[5]).toBe(0)
  expect(decide(router, requestWith({ home: 2, homeWorth: 1 }))).toBe(2)
})

test('what staying takes of a capacity is made up for by others', () => {
  const router = serviceOf({
    bounds: trio.bounds.map((one) => ({ ...one, capacity: 0.5 })),
    budget: 1
  })
  const staying = requestWith({ home: 5, homeWorth: 1 })
  decide(router, staying)
  commit(router, staying)
  decide(router, requestWith())
  expect(probabilities(router)[5]).toBeCloseTo(0.5 / 1.5, 12)
})
