import * as fc from 'fast-check'
import type { DeploymentPlan } from '@stageroute/contracts'
import type { InventoryArm, StageSettings } from '@stageroute/planner'
import { leastCost, setsOf } from './least-cost'
import { armOf, planned } from './plan-builders'

/** Arms whose costs and capacities are on a grid on which a least cost is exact; what nobody observed costs at most what its dearest query does. */
const arm: fc.Arbitrary<Partial<InventoryArm>> = fc
  .record({
    upper: fc.integer({ min: 0, max: 10 }).map((n) => n / 10),
    costs: fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })),
    pulls: fc.constantFrom(0, 50),
    largestCost: fc.constantFrom(null, 12),
    capacity: fc.constantFrom(0.25, 0.5, 0.75, 1),
    minShare: fc.constantFrom(0, 0, 0, 0, 0.25),
    switchCost: fc.constantFrom(0, 1),
    provider: fc.constantFrom(null, 'a'),
    capabilities: fc.subarray(['vision']),
    isPinned: fc.constantFrom(false, false, false, true)
  })
  .map(({ upper, costs: [one, other], ...rest }) => ({
    ...rest,
    reward: { lower: 0, estimate: upper / 2, upper },
    cost: {
      lower: Math.min(one, other),
      estimate: Math.min(one, other),
      upper: Math.max(one, other)
    }
  }))

const world = fc.record({
  inventory: fc
    .array(arm, { minLength: 1, maxLength: 4 })
    .map((arms) => arms.map((one, i) => armOf(`m${i}`, one))),
  settings: fc.record({
    budget: fc.integer({ min: 2, max: 8 }),
    maxDeployed: fc.integer({ min: 1, max: 3 }),
    deployed: fc.subarray(['m0', 'm1']),
    atMostOfProvider: fc.constantFrom({}, { a: 1 }),
    needed: fc.subarray(['vision']),
    fillSpare: fc.boolean()
  })
})

const costOf = (arms: ReadonlyArray<InventoryArm>): number =>
  leastCost(
    arms.map(({ cost, pulls, largestCost, capacity, minShare = 0 }) => ({
      cost: pulls === 0 ? (largestCost ?? cost.upper) : cost.upper,
      capacity,
      minShare
    }))
  )

/** Whether a set breaks no rule of these worlds. */
const isAllowed = (
  arms: ReadonlyArray<InventoryArm>,
  inventory: ReadonlyArray<InventoryArm>,
  { atMostOfProvider, needed = [] }: Partial<StageSettings>
): boolean => {
  const canSee = ({ capabilities }: InventoryArm): boolean => capabilities.includes('vision')
  return (
    inventory.every((one) => !one.isPinned || arms.includes(one)) &&
    arms.filter(({ provider }) => provider === 'a').length <= (atMostOfProvider?.['a'] ?? 9) &&
    (needed.length === 0 || !inventory.some(canSee) || arms.some(canSee))
  )
}

const warningsOf = ({ warnings }: DeploymentPlan): ReadonlyArray<string> =>
  warnings.map(({ _tag }) => _tag)

test('a plan that keeps affordable serves every query within the budget by upper costs, or says that it may not', () => {
  fc.assert(
    fc.property(world, ({ inventory, settings }) => {
      const plan = planned(inventory, { ...settings, keepsAffordable: true })
      fc.pre(plan.status === 'optimal')
      const least = costOf(inventory.filter(({ id }) => plan.deployed.includes(id)))
      const told = plan.warnings.find((warning) => warning._tag === 'notAffordable')
      expect(told === undefined).toBe(least <= settings.budget)
      if (told === undefined) return
      expect(told.cost).toBe(least)
      // Of arms with least shares one may be chosen that is too dear beside those that are needed.
      if (inventory.some(({ minShare = 0 }) => minShare > 0)) return
      setsOf(inventory, settings.maxDeployed)
        .filter((arms) => isAllowed(arms, inventory, settings))
        .forEach((arms) => expect(costOf(arms)).toBeGreaterThan(settings.budget))
    }),
    { numRuns: 40 }
  )
})

test('where nothing has to be added nothing else is planned, and where nothing helps only the warning is new', () => {
  fc.assert(
    fc.property(world, ({ inventory, settings }) => {
      const free = planned(inventory, settings)
      const plan = planned(inventory, { ...settings, keepsAffordable: true })
      const isKept =
        costOf(inventory.filter(({ id }) => free.deployed.includes(id))) <= settings.budget
      const isHelpless = warningsOf(plan).includes('notAffordable')
      fc.pre(free.status !== 'optimal' || isKept || isHelpless)
      const warnings = plan.warnings.filter(({ _tag }) => _tag !== 'notAffordable')
      expect({ ...plan, warnings }).toEqual(free)
    }),
    { numRuns: 40 }
  )
})
