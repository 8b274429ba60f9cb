import type { InventoryArm } from '@stageroute/planner'
import { armOf, entryOf, knownArm, newcomer, planned } from './plan-builders'

const cheap = knownArm('cheap', 0.3, 0.001)
const thrifty = knownArm('thrifty', 0.4, 0.0012)
/** It may be as cheap as the cheapest, and dearer than the budget. */
const vague = armOf('vague', {
  reward: { lower: 0.8, estimate: 0.85, upper: 0.9 },
  cost: { lower: 0.001, estimate: 0.0015, upper: 0.004 }
})

const of = (
  arms: ReadonlyArray<InventoryArm>,
  change: Parameters<typeof planned>[1] = {}
): ReturnType<typeof planned> => planned(arms, { budget: 0.002, keepsAffordable: true, ...change })

test('the cheapest arm is deployed beside a mix that may cost more than the budget', () => {
  const plan = of([vague, cheap, thrifty])
  expect(plan.deployed).toEqual(['vague', 'cheap'])
  expect(entryOf(plan, 'vague')).toMatchObject({ share: 1, reason: { _tag: 'earnsShare' } })
  expect(entryOf(plan, 'cheap')).toMatchObject({ share: 0, reason: { _tag: 'affordable' } })
  expect(plan.warnings).toEqual([])
})

test('not where it is not asked for', () => {
  expect(of([vague, cheap], { keepsAffordable: false }).deployed).toEqual(['vague'])
})

test('it makes room where slots run out', () => {
  const plan = of([vague, cheap], { maxDeployed: 1 })
  expect(plan.deployed).toEqual(['cheap'])
  expect(entryOf(plan, 'cheap').reason).toEqual({ _tag: 'earnsShare' })
})

test('no more arms are required than it takes', () => {
  const arms = [vague, { ...cheap, capacity: 0.5 }, { ...thrifty, capacity: 0.5 }]
  // Half of the queries at 0.001 and half at 0.004 can be paid for.
  expect(of(arms, { budget: 0.0025 }).deployed).toEqual(['vague', 'cheap'])
  expect(of(arms, { budget: 0.0024 }).deployed).toEqual(['cheap', 'thrifty'])
})

test('a mix that is sure to fit stays as it is', () => {
  expect(of([vague, cheap], { budget: 0.004 }).deployed).toEqual(['vague'])
})

test('what was never observed may cost as much as its dearest query', () => {
  const unknown = newcomer('unknown', 0.001, { largestCost: 0.003 })
  expect(of([unknown, cheap]).deployed).toEqual(['unknown', 'cheap'])
  expect(of([{ ...unknown, largestCost: 0.002 }, cheap]).deployed).toEqual(['unknown'])
  // Without such a cost, and once it was observed, its interval says it.
  expect(of([{ ...unknown, largestCost: null }, cheap]).deployed).toEqual(['unknown'])
  expect(of([{ ...unknown, pulls: 1 }, cheap]).deployed).toEqual(['unknown'])
})

test('where no set can be afforded for sure, the plan stays and warns', () => {
  const plan = of([vague, { ...cheap, cost: { ...cheap.cost, upper: 0.003 } }])
  expect(plan.deployed).toEqual(['vague'])
  expect(plan.warnings).toEqual([{ _tag: 'notAffordable', cost: 0.004 }])
})

test('pins keep their slots: without one that is left the plan stays and warns', () => {
  const plan = of([{ ...vague, isPinned: true }, cheap], { maxDeployed: 1 })
  expect(plan.deployed).toEqual(['vague'])
  expect(entryOf(plan, 'vague').reason).toEqual({ _tag: 'earnsShare' })
  expect(plan.warnings).toEqual([{ _tag: 'notAffordable', cost: 0.004 }])
})

test('where rules forbid the cheapest arms the cheapest that they allow are deployed', () => {
  const half = { capacity: 0.5, provider: 'a' }
  const arms = [
    vague,
    { ...cheap, ...half },
    { ...thrifty, ...half },
    knownArm('fair', 0.2, 0.0019)
  ]
  const plan = of(arms, { maxDeployed: 3, budget: 0.0015, atMostOfProvider: { a: 1 } })
  expect(plan.deployed).toEqual(['vague', 'cheap', 'fair'])
  expect(plan.warnings).toEqual([])
})

test('a least share is paid for whatever it costs', () => {
  const pinned = knownArm('pinned', 0.1, 0.004, { isPinned: true, minShare: 0.25 })
  const vaguer = { ...vague, cost: { lower: 0.0005, estimate: 0.0005, upper: 0.004 } }
  const within = (budget: number): ReturnType<typeof planned> =>
    of([pinned, vaguer, cheap], { maxDeployed: 3, budget })
  // A quarter of the queries cost 0.004 each, the others at least 0.001.
  expect(within(0.00175)).toMatchObject({ deployed: ['pinned', 'vague', 'cheap'], warnings: [] })
  expect(within(0.0017)).toMatchObject({
    deployed: ['pinned', 'vague'],
    warnings: [{ _tag: 'notAffordable', cost: 0.004 }]
  })
})

test('an arm that is needed does not wait its turn', () => {
  const arms = ['b', 'c'].map((id) => newcomer(id, 0.001, { largestCost: 0.005 }))
  const had = newcomer('had', 0.001, { stagesDeployed: 1, largestCost: 0.001 })
  const plan = of([had, ...arms], { fillSpare: true })
  expect(plan.deployed).toEqual(['had', 'b'])
})

test('worths are those of plans that have the cheap arm as well', () => {
  const plan = of([vague, cheap, thrifty])
  expect(plan.deployed).toEqual(['vague', 'cheap'])
  // Beside the cheap arm there is no slot for another one but the vague one's.
  expect(entryOf(plan, 'thrifty').worth).toBeCloseTo(0.5, 12)
})
