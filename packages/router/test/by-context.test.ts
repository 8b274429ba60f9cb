import { solveContextualSimplex } from '@stageroute/optimizer'
import {
  basis,
  decide,
  openStage,
  setAccess,
  setBounds,
  setPrices,
  solveContexts
} from '@stageroute/router'
import { capacityOf, maxArms, probabilities, requestWith, serviceOf } from './router-builders'

const bounds = [
  { arm: 1, reward: 0.5, cost: 0.001, capacity: 0.6 },
  { arm: 4, reward: 0.6, cost: 0.003, capacity: 0.6 },
  { arm: 6, reward: 0.4, cost: 0.001, capacity: 0.6 }
]

/** In context 0 the second arm is far better, in context 1 the first is. */
const program = {
  contexts: 2,
  size: 3,
  weight: Float64Array.of(0.5, 0.5),
  reward: Float64Array.of(0.3, 0.9, 0.2, 0.7, 0.6, 0.6),
  cost: Float64Array.of(0.001, 0.003, 0.001, 0.001, 0.003, 0.001),
  capacity: Float64Array.of(0.6, 0.6, 0.6),
  budget: 0.002
}

const closedTo = { capabilities: 0, regions: -1, contextLength: Infinity, drainsFrom: Infinity }

const contextual = () => {
  const router = serviceOf({ bounds, budget: 0.002 })
  expect(solveContexts(router, program)).toBe(true)
  return router
}

const rounded = (values: ReadonlyArray<number>): ReadonlyArray<number> =>
  values.map((value) => Number(value.toFixed(9)))

test('a query is routed by the mix of its context', () => {
  const answer = solveContextualSimplex(program)
  const share = answer._tag === 'Right' && answer.right._tag === 'optimal' ? answer.right.share : []
  const router = contextual()
  decide(router, requestWith({ context: 0 }))
  const [, first, , , second, , third] = probabilities(router)
  expect([first, second, third]).toEqual(Array.from(share.slice(0, 3)))
  expect(router.record.basis).toBe(basis.context)
  expect(Array.from(router.record.reward.subarray(0, 3))).toEqual([0.3, 0.9, 0.2])
  decide(router, requestWith({ context: 1 }))
  expect(rounded(probabilities(router))[1]).toBe(1)
})

test('what a closed arm would have taken goes to the others of the mix', () => {
  const router = contextual()
  setAccess(router, 4, closedTo)
  decide(router, requestWith({ context: 0, needs: 1 }))
  expect(rounded(probabilities(router))).toEqual([0, 1, 0, 0, 0, 0, 0, 0])
})

test('a query without a context is routed by the bounds of all queries', () => {
  const router = contextual()
  decide(router, requestWith())
  expect(router.record.basis).toBe(basis.program)
})

test('a programme that is none, or of another deployment, leaves the mixes as they were', () => {
  const router = contextual()
  decide(router, requestWith({ context: 0 }))
  const before = probabilities(router)
  expect(solveContexts(router, { ...program, budget: NaN })).toBe(false)
  expect(solveContexts(router, { ...program, size: 2 })).toBe(false)
  decide(router, requestWith({ context: 0 }))
  expect(probabilities(router)).toEqual(before)
})

test('the next deployment forgets mixes and prices', () => {
  const router = contextual()
  setPrices(router, 100, new Float64Array(3))
  openStage(router, {
    stage: 4,
    deployed: [1, 4, 6],
    capacity: capacityOf(bounds),
    minShare: new Float64Array(maxArms),
    budget: 0.002
  })
  decide(router, requestWith({ context: 0 }))
  expect(router.record.basis).toBe(basis.program)
})

test('with prices a query goes to the best open arm by its own bounds', () => {
  const router = serviceOf({ bounds, budget: 0.002 })
  setPrices(router, 100, Float64Array.of(0, 0, 0.15))
  setBounds(router.state, 6, 0.65, 0.001)
  // Reduced: 0.4, 0.3 and 0.4 after its capacity price; of equals the first.
  expect(decide(router, requestWith())).toBe(1)
  setBounds(router.state, 6, 0.75, 0.001)
  expect(decide(router, requestWith())).toBe(6)
  setAccess(router, 6, closedTo)
  expect(decide(router, requestWith({ needs: 1 }))).toBe(1)
  expect(router.record.basis).toBe(basis.prices)
})

test('exploration is mixed into what contexts and prices decide', () => {
  const router = serviceOf({ bounds, budget: 0.002 }, { exploration: 0.3 })
  setPrices(router, 0, new Float64Array(3))
  decide(router, requestWith())
  expect(rounded(probabilities(router))).toEqual([0, 0.1, 0, 0, 0.8, 0, 0.1, 0])
})

test('a context that no mix was solved for is none', () => {
  const router = contextual()
  for (const context of [2, 0.5, NaN]) {
    decide(router, requestWith({ context }))
    expect(router.record.basis).toBe(basis.program)
  }
})

test('capacity prices are those of the open arms', () => {
  const router = serviceOf({ bounds, budget: 0.002 })
  setPrices(router, 0, Float64Array.of(0.3, 0, 0.3))
  setAccess(router, 1, closedTo)
  // Arm 4 has 0.6, arm 6 has 0.85 less a price of 0.3.
  setBounds(router.state, 6, 0.85, 0.001)
  expect(decide(router, requestWith({ needs: 1 }))).toBe(4)
})

test('where no mix of contexts fits the budget, the cheapest open arm stands in for closed ones', () => {
  const router = serviceOf({ bounds, budget: 0.002 })
  const dear = { ...program, cost: Float64Array.of(0.003, 0.004, 0.1, 0.003, 0.004, 0.1) }
  expect(solveContexts(router, { ...dear, budget: 0.002 })).toBe(true)
  setAccess(router, 1, closedTo)
  setAccess(router, 4, closedTo)
  expect(decide(router, requestWith({ context: 0, needs: 1 }))).toBe(6)
  setAccess(router, 4, { ...closedTo, capabilities: 1 })
  expect(decide(router, requestWith({ context: 0, needs: 1 }))).toBe(4)
})

test('prices of queries without a context are not those of the contexts', () => {
  const router = contextual()
  const { budgetPrice } = router.contexts
  setPrices(router, budgetPrice + 7, new Float64Array(3))
  expect(decide(router, requestWith())).toBe(4)
  expect(router.record.budgetPrice).toBe(budgetPrice + 7)
  decide(router, requestWith({ context: 0 }))
  expect(router.record.budgetPrice).toBe(budgetPrice)
})

test('what are no prices is refused and changes nothing', () => {
  const router = serviceOf({ bounds, budget: 0.002 })
  expect(setPrices(router, Infinity, new Float64Array(3))).toBe(false)
  expect(setPrices(router, 1, new Float64Array(2))).toBe(false)
  expect(setPrices(router, 1, Float64Array.of(0, -1, 0))).toBe(false)
  decide(router, requestWith())
  expect(router.record.basis).toBe(basis.program)
})
