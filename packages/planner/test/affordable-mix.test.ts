import { withAffordableMix, type Affordability } from '@stageroute/planner'

const of = (change: Partial<Affordability>): ReadonlyArray<number> =>
  withAffordableMix({
    deployed: [0, 1],
    share: [0.5, 0.5],
    size: 4,
    cautiousCost: Float64Array.of(4, 3, 2, 1),
    capacity: Float64Array.of(1, 1, 1, 1),
    budget: 1,
    maxDeployed: 3,
    ...change
  })

test('the cheapest arm joins a set that may cost more than the budget', () => {
  expect(of({})).toEqual([0, 1, 3])
})

test('a set that cannot cost more is left as it is', () => {
  expect(of({ budget: 3 })).toEqual([0, 1])
})

test('a cost equal to the budget up to rounding is within it', () => {
  const alike = Float64Array.of(0.3, 0.3, 0.3, 0.05)
  const capacity = Float64Array.of(0.1, 0.3, 1, 1)
  // In doubles the mix of the three sums to a little more than what each of them costs.
  const equal = { deployed: [0, 1, 2], share: [0.1, 0.3, 0.6], cautiousCost: alike, capacity }
  expect(of({ ...equal, budget: 0.3, maxDeployed: 4 })).toEqual([0, 1, 2])
})

test('where slots run out the arm of the least share gives way, of equal shares the later one', () => {
  expect(of({ maxDeployed: 2, share: [0.2, 0.8] })).toEqual([1, 3])
  expect(of({ maxDeployed: 2 })).toEqual([0, 3])
})

test('an arm of the cheapest mix does not give way', () => {
  const half = Float64Array.of(1, 1, 0.5, 0.5)
  expect(
    of({ deployed: [0, 2], share: [1, 0], capacity: half, budget: 1.5, maxDeployed: 2 })
  ).toEqual([2, 3])
})

test('arms are added until the set fits, no longer', () => {
  const half = Float64Array.of(1, 1, 0.5, 0.5)
  expect(of({ capacity: half, budget: 2, maxDeployed: 4 })).toEqual([0, 1, 3])
})

test('of equally cheap arms the one that arrived earlier is added', () => {
  expect(of({ cautiousCost: Float64Array.of(4, 3, 1, 1) })).toEqual([0, 1, 2])
})

test('few slots need arms that can take much, not the cheapest ones', () => {
  const capacity = Float64Array.of(1, 1, 0.3, 0.3)
  const cautiousCost = Float64Array.of(3, 4, 2, 1)
  const scarce = { deployed: [1], share: [1], capacity, cautiousCost, maxDeployed: 2 }
  // The best two are the cheapest arm and the cheaper of those that can take the rest.
  expect(of({ ...scarce, budget: 2.4 })).toEqual([0, 3])
})
