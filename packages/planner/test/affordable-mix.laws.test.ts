import * as fc from 'fast-check'
import { withAffordableMix, type Affordability } from '@stageroute/planner'
import { leastCost, setsOf } from './least-cost'

/** Arms on a grid on which sums of capacities are exact, and a set of them within the cap. */
const given: fc.Arbitrary<Affordability> = fc
  .record({
    arms: fc.array(
      fc.record({
        cost: fc.integer({ min: 0, max: 12 }),
        capacity: fc.constantFrom(0.25, 0.5, 0.75, 1),
        share: fc.constantFrom(0, 0.25, 0.5)
      }),
      { minLength: 1, maxLength: 6 }
    ),
    budget: fc.integer({ min: 0, max: 12 }),
    maxDeployed: fc.integer({ min: 1, max: 4 })
  })
  .chain(({ arms, budget, maxDeployed }) =>
    fc
      .subarray([...arms.keys()], { maxLength: Math.min(maxDeployed, arms.length) })
      .map((deployed) => ({
        deployed,
        share: deployed.map((arm) => arms[arm]?.share ?? 0),
        size: arms.length,
        cautiousCost: Float64Array.from(arms, ({ cost }) => cost),
        capacity: Float64Array.from(arms, ({ capacity }) => capacity),
        budget,
        maxDeployed
      }))
  )

const costOf = ({ cautiousCost, capacity }: Affordability, arms: ReadonlyArray<number>): number =>
  leastCost(arms.map((arm) => ({ cost: cautiousCost[arm] ?? 0, capacity: capacity[arm] ?? 0 })))

/** The least cost of a full mix of any set within the cap. */
const leastWithin = (world: Affordability): number =>
  Math.min(
    ...setsOf([...Array(world.size).keys()], world.maxDeployed).map((arms) => costOf(world, arms))
  )

test('the result is a rising set of arms of the inventory within the cap', () => {
  fc.assert(
    fc.property(given, (world) => {
      const arms = withAffordableMix(world)
      expect(arms.length).toBeLessThanOrEqual(world.maxDeployed)
      expect(arms).toEqual([...new Set(arms)].toSorted((a, b) => a - b))
      arms.forEach((arm) => expect(arm >= 0 && arm < world.size).toBe(true))
    })
  )
})

test('every query can be served within the budget exactly when a set within the cap can do so', () => {
  fc.assert(
    fc.property(given, (world) => {
      const isServed = costOf(world, withAffordableMix(world)) <= world.budget
      expect(isServed).toBe(leastWithin(world) <= world.budget)
    })
  )
})

test('a set that can serve every query within the budget is unchanged', () => {
  fc.assert(
    fc.property(given, (world) => {
      fc.pre(costOf(world, world.deployed) <= world.budget)
      expect(withAffordableMix(world)).toEqual(world.deployed)
    })
  )
})

test('where no set can, it costs no more than it must; where none carries every query, nothing changes', () => {
  fc.assert(
    fc.property(given, (world) => {
      const least = leastWithin(world)
      fc.pre(least > world.budget)
      const arms = withAffordableMix(world)
      if (least === Infinity) expect(arms).toEqual(world.deployed)
      else expect(costOf(world, arms)).toBe(least)
    })
  )
})

test('what is added costs no more than what is there, and is needed: without the last one the set was too dear', () => {
  fc.assert(
    fc.property(given, (world) => {
      const arms = withAffordableMix(world)
      const added = arms.filter((arm) => !world.deployed.includes(arm))
      fc.pre(added.length > 0)
      const last = added.toSorted(
        (a, b) => (world.cautiousCost[b] ?? 0) - (world.cautiousCost[a] ?? 0) || b - a
      )[0]
      const without = arms.filter((arm) => arm !== last)
      expect(costOf(world, without)).toBeGreaterThan(world.budget)
      // Nothing gives way while slots are free.
      if (world.deployed.length + added.length <= world.maxDeployed)
        expect(arms).toEqual(expect.arrayContaining([...world.deployed]))
    })
  )
})
