import * as fc from 'fast-check'
import type { InventoryArm, StageSettings } from '@stageroute/planner'
import { knownArm, newcomer, planned } from './plan-builders'

/** Plans stages one after the other; after each, arms that carried a share have been observed, the others have not. */
const stagesUntilAllDeployed = (
  arms: ReadonlyArray<InventoryArm>,
  settings: Partial<StageSettings>,
  most: number
): number => {
  let inventory = arms
  let deployed: ReadonlyArray<string> = []
  const seen = new Set<string>()
  for (let stage = 0; stage < most; stage++) {
    const plan = planned(inventory, { ...settings, stage, deployed })
    deployed = plan.deployed
    deployed.forEach((id) => seen.add(id))
    if (arms.every(({ id, pulls }) => pulls > 0 || seen.has(id))) return stage + 1
    const carried = plan.arms.filter(({ share }) => share > 0).map(({ id }) => id)
    inventory = inventory.map((arm) => {
      const turned = deployed.includes(arm.id)
        ? { ...arm, stagesDeployed: (arm.stagesDeployed ?? 0) + 1 }
        : arm
      return carried.includes(arm.id) && arm.pulls === 0
        ? { ...knownArm(arm.id, 0.5, arm.cost.estimate), ...pick(turned), pulls: 1000 }
        : turned
    })
  }
  return Infinity
}

const pick = ({ capacity, switchCost, arrivedAt, stagesDeployed }: InventoryArm) => ({
  capacity,
  switchCost,
  arrivedAt,
  ...(stagesDeployed === undefined ? {} : { stagesDeployed })
})

const twelve = Array.from({ length: 12 }, (_, i) =>
  newcomer(`n${String(i).padStart(2, '0')}`, 0.001, { arrivedAt: i })
)
const old = knownArm('old', 0.7, 0.001)

test.each([1, 0.5, 0.34])(
  'twelve newcomers with capacity %p and three slots have all been deployed after four stages',
  (capacity) => {
    const arms = [old, ...twelve].map((arm) => ({ ...arm, capacity }))
    expect(stagesUntilAllDeployed(arms, { maxDeployed: 3, fillSpare: true }, 9)).toBe(4)
  }
)

test('the earliest arrivals go first, and of arrivals at once the first by id', () => {
  const arms = [...twelve].reverse()
  expect(planned(arms, { maxDeployed: 3, fillSpare: true }).deployed.toSorted()).toEqual([
    'n00',
    'n01',
    'n02'
  ])
  const atOnce = arms.map((arm) => ({ ...arm, arrivedAt: 0 }))
  expect(planned(atOnce, { maxDeployed: 3, fillSpare: true }).deployed.toSorted()).toEqual([
    'n00',
    'n01',
    'n02'
  ])
})

test('an arm that had a stage without traffic waits while others had none', () => {
  const plan = planned(
    [
      newcomer('had', 0.001, { stagesDeployed: 1, arrivedAt: 0 }),
      newcomer('b', 0.001, { arrivedAt: 1 }),
      newcomer('c', 0.001, { arrivedAt: 2 })
    ],
    { deployed: ['had'], fillSpare: true }
  )
  expect(plan.deployed).toEqual(['b', 'c'])
  expect(plan.arms[0]).toMatchObject({ verdict: 'dropped', reason: { _tag: 'waitsItsTurn' } })
  expect(plan.warnings).toEqual([{ _tag: 'newcomersWait', arms: 1 }])
})

test('turns never cost value: an arm that had its turn stands where the budget needs it', () => {
  const plan = planned(
    [
      newcomer('had', 0.001, { stagesDeployed: 1 }),
      newcomer('b', 0.002),
      newcomer('c', 0.002),
      knownArm('free', 0.2, 0)
    ],
    { budget: 0.001 }
  )
  expect(plan.deployed).toEqual(['had'])
})

test('while switches cost, newcomers enter as far as that is worth it, and none is locked out', () => {
  const arms = [old, ...twelve.map((arm) => ({ ...arm, switchCost: 10 }))]
  const stages = stagesUntilAllDeployed(arms, { maxDeployed: 3, fillSpare: true }, 30)
  expect(stages).toBeGreaterThan(4)
  expect(stages).toBeLessThanOrEqual(12)
})

test('whatever the prices, all newcomers are deployed within as many stages as slots allow', () => {
  const world = fc.record({
    prices: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 }),
    slots: fc.integer({ min: 1, max: 3 }),
    capacity: fc.constantFrom(1, 0.5)
  })
  fc.assert(
    fc.property(world, ({ prices, slots, capacity }) => {
      fc.pre(slots * capacity >= 1)
      const arms = [
        { ...old, capacity },
        { ...old, id: 'older', capacity },
        ...prices.map((price, i) => newcomer(`n${i}`, price / 10_000, { capacity, arrivedAt: i }))
      ]
      const least = Math.ceil(prices.length / slots)
      expect(
        stagesUntilAllDeployed(arms, { maxDeployed: slots, fillSpare: true }, least + 5)
      ).toBeLessThanOrEqual(least)
    }),
    { numRuns: 30 }
  )
})
