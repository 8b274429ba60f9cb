import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { decodeJson, DeploymentPlan } from '@stageroute/contracts'
import { tolerance } from '@stageroute/numeric'
import { explainPlan, planStage, type InventoryArm, type StageSettings } from '@stageroute/planner'
import { armOf, settingsOf } from './plan-builders'

const grid = (most: number, unit: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: most }).map((n) => n / unit)

const interval = (most: number, unit: number): fc.Arbitrary<InventoryArm['reward']> =>
  fc
    .tuple(grid(most, unit), grid(most, unit), grid(most, unit))
    .map((ends) => ends.toSorted((a, b) => a - b))
    .map(([lower = 0, estimate = 0, upper = 0]) => ({ lower, estimate, upper }))

const arm: fc.Arbitrary<Partial<InventoryArm>> = fc.record({
  reward: interval(100, 100),
  cost: interval(100, 10_000),
  pulls: fc.constantFrom(0, 1, 50),
  capacity: fc.integer({ min: 5, max: 20 }).map((n) => n / 20),
  minShare: fc.constantFrom(0, 0, 0, 0.05),
  switchCost: fc.constantFrom(0, 1, 10),
  provider: fc.constantFrom(null, 'a', 'b'),
  capabilities: fc.subarray(['vision', 'tools']),
  isPinned: fc.constantFrom(false, false, false, false, true),
  isDeprecated: fc.constantFrom(false, false, false, true),
  arrivedAt: fc.integer({ min: 0, max: 3 }),
  shutdownAt: fc.constantFrom(null, null, 90, 150, 500),
  largestCost: fc.constantFrom(null, 0.01, 1),
  stagesDeployed: fc.integer({ min: 0, max: 2 })
})

const settings: fc.Arbitrary<Partial<StageSettings>> = fc.record({
  endsAt: fc.constantFrom(null, 200),
  queries: fc.constantFrom(1, 100, 10_000),
  budget: grid(100, 10_000),
  maxDeployed: fc.integer({ min: 1, max: 4 }),
  deployed: fc.subarray(['m0', 'm1', 'm2', 'gone'], { maxLength: 3 }),
  atMostOfProvider: fc.constantFrom({}, { a: 1 }, { a: 1, b: 0 }),
  needed: fc.subarray(['vision', 'tools', 'audio']),
  coverable: fc.constantFrom(null, 0.1),
  fillSpare: fc.boolean(),
  keepsAffordable: fc.boolean()
})

const world = fc
  .tuple(fc.array(arm, { minLength: 1, maxLength: 5 }), settings)
  .map(([arms, change]) => ({
    inventory: arms.map((one, i) => armOf(`m${i}`, one)),
    stage: settingsOf(change)
  }))

const planOf = (given: {
  readonly inventory: ReadonlyArray<InventoryArm>
  readonly stage: StageSettings
}): DeploymentPlan => {
  const plan = planStage(given.inventory, given.stage)
  if (E.isLeft(plan)) throw new Error(JSON.stringify(plan.left))
  return plan.right
}

const runs = { numRuns: 40 }

test('a plan is plain JSON that its codec accepts, and survives', () => {
  fc.assert(
    fc.property(world, (given) => {
      const plan = planOf(given)
      expect(decodeJson(DeploymentPlan, 'plan')(JSON.stringify(plan))).toEqual(E.right(plan))
    }),
    runs
  )
})

test('what is deployed obeys every rule', () => {
  fc.assert(
    fc.property(world, (given) => {
      const { inventory, stage } = given
      const plan = planOf(given)
      const missing = plan.warnings.flatMap((warning) =>
        warning._tag === 'capabilityMissing' ? [warning.capability] : []
      )
      const deployed = inventory.filter(({ id }) => plan.deployed.includes(id))
      expect(deployed.length).toBeLessThanOrEqual(stage.maxDeployed)
      fc.pre(plan.status !== 'rulesInfeasible')
      deployed.forEach((one) => {
        const from = (one.shutdownAt ?? Infinity) - stage.drainTime
        expect(from).toBeGreaterThanOrEqual(stage.endsAt ?? stage.startsAt)
        expect(one.isDeprecated && !stage.deployed.includes(one.id)).toBe(false)
        expect(one.largestCost ?? 0).toBeLessThanOrEqual(stage.coverable ?? Infinity)
      })
      Object.entries(stage.atMostOfProvider).forEach(([provider, most]) => {
        const own = deployed.filter((one) => one.provider === provider)
        expect(own.length).toBeLessThanOrEqual(most)
      })
      stage.needed
        .filter((capability) => !missing.includes(capability))
        .forEach((capability) => {
          expect(deployed.some((one) => one.capabilities.includes(capability))).toBe(true)
        })
      inventory
        .filter(({ isPinned }) => isPinned)
        .forEach(({ id }) => {
          const isWarned = plan.warnings.some((one) => one._tag === 'pinLeftOut' && one.arm === id)
          expect(plan.deployed.includes(id)).toBe(!isWarned)
        })
    }),
    runs
  )
})

test('shares are those of a mix of deployed arms, each at least its minimum', () => {
  fc.assert(
    fc.property(world, (given) => {
      const plan = planOf(given)
      const total = plan.arms.reduce((sum, { share }) => sum + share, 0)
      plan.arms.forEach((entry, i) => {
        const least = given.inventory[i]?.minShare ?? 0
        expect(entry.share).toBeLessThanOrEqual(entry.capacity + tolerance.share)
        if (!plan.deployed.includes(entry.id)) expect(entry.share).toBe(0)
        else if (plan.status !== 'capacityInfeasible')
          expect(entry.share).toBeGreaterThanOrEqual(least - tolerance.share)
      })
      if (plan.status === 'optimal' || plan.status === 'budgetInfeasible')
        expect(total).toBeCloseTo(1, 10)
    }),
    runs
  )
})

test('verdicts and diff tell the same story', () => {
  fc.assert(
    fc.property(world, (given) => {
      const { deployed, arms, diff } = planOf(given)
      const ids = (verdict: string): ReadonlyArray<string> =>
        arms.filter((one) => one.verdict === verdict).map(({ id }) => id)
      expect(diff.added).toEqual(ids('added'))
      expect(diff.kept).toEqual(ids('kept'))
      const gone = diff.dropped.filter((id) => !arms.some((one) => one.id === id))
      expect([...ids('dropped'), ...gone].toSorted()).toEqual(diff.dropped.toSorted())
      expect([...diff.added, ...diff.kept].toSorted()).toEqual(deployed.toSorted())
      expect([...diff.dropped, ...diff.kept].toSorted()).toEqual(given.stage.deployed.toSorted())
    }),
    runs
  )
})

test('a set that could stay changes only for a gain above its cost, or for free', () => {
  fc.assert(
    fc.property(world, (given) => {
      const { switching } = planOf(given)
      if (switching.outcome === 'worthIt')
        expect((switching.gain ?? 0) >= switching.cost || switching.cost === 0).toBe(true)
      if (switching.outcome === 'unchanged') expect(switching.cost).toBe(0)
    }),
    runs
  )
})

test('the order of an inventory whose arms arrived at different times changes nothing but the order', () => {
  fc.assert(
    fc.property(world, (given) => {
      const inventory = given.inventory.map((one, i) => ({ ...one, arrivedAt: i }))
      const plan = planOf({ ...given, inventory })
      const turned = planOf({ ...given, inventory: inventory.toReversed() })
      expect(turned.arms.toReversed()).toEqual(plan.arms)
      expect({ ...turned, arms: [], deployed: [], diff: 0, warnings: [] }).toEqual({
        ...plan,
        arms: [],
        deployed: [],
        diff: 0,
        warnings: []
      })
    }),
    runs
  )
})

test('words never show what is not there', () => {
  fc.assert(
    fc.property(world, (given) => {
      const { summary, arms } = explainPlan(planOf(given))
      const all = [...summary, ...arms.map(({ text }) => text)].join('\n')
      expect(all).not.toMatch(/undefined|null|NaN|Infinity|\[object|[.;:] *[.;:]|  /)
    }),
    runs
  )
})
