import { entryOf, knownArm, planned } from './plan-builders'

const cheap = knownArm('cheap', 0.5, 0.001)
const dear = knownArm('dear', 0.75, 0.003)
const poor = knownArm('poor', 0.25, 0.001)

const plan = planned([cheap, dear, poor], { budget: 0.002 })

test('prices of the plan are those of its programme', () => {
  expect(plan.deployed).toEqual(['cheap', 'dear'])
  expect(plan.value).toBeCloseTo(0.625, 12)
  expect(plan.budgetPrice).toBeCloseTo(125, 9)
  expect(plan.threshold).toBeCloseTo(0.375, 12)
  expect(entryOf(plan, 'poor').reducedReward).toBeCloseTo(0.125, 12)
})

test('a deployed arm is worth what the optimum loses without it', () => {
  expect(entryOf(plan, 'dear').worth).toBeCloseTo(0.125, 12)
  // Without the cheap arm the poor one has to make room in the budget.
  expect(entryOf(plan, 'cheap').worth).toBeCloseTo(0.125, 12)
})

test('an arm that nothing within the budget can do without has no worth', () => {
  expect(entryOf(planned([cheap, dear], { budget: 0.002 }), 'cheap').worth).toBeNull()
})

test('worths are those of plans within the rules', () => {
  const half = { capacity: 0.5 }
  const arms = [
    knownArm('a', 0.9, 0.001, { ...half, provider: 'a' }),
    knownArm('b', 0.6, 0.001, { ...half, provider: 'a' }),
    knownArm('c', 0.3, 0.001, half)
  ]
  const limited = planned(arms, { atMostOfProvider: { a: 1 } })
  expect(limited.deployed).toEqual(['a', 'c'])
  // Another slot could only go to the provider that is full.
  expect(limited.slots.worthOfOneMore).toBe(0)
  expect(entryOf(limited, 'a').worth).toBeCloseTo(0.15, 12)
})

test('another arm costs what the optimum loses with it', () => {
  // With the poor arm in one of two slots the best mix is half poor, half dear.
  expect(
    entryOf(planned([cheap, dear, { ...poor, minShare: 0.5 }], { budget: 0.002 }), 'poor').worth
  ).toBeCloseTo(0.125, 12)
})

test('a worth whose search was cut short is not told', () => {
  const arms = [
    knownArm('free', 0.6, 0),
    knownArm('costly', 0.8, 4),
    knownArm('small', 0.4, 1, { capacity: 0.25 })
  ]
  const cut = planned(arms, { budget: 2, nodeLimit: 1 })
  expect(cut).toMatchObject({ isProved: true, deployed: ['free', 'costly'] })
  expect(entryOf(cut, 'small').worth).toBeNull()
  expect(entryOf(planned(arms, { budget: 2 }), 'small').worth).not.toBeNull()
})

test('one tenth more of the budget is worth its price', () => {
  expect(plan.budgetStep.usd).toBeCloseTo(0.0002, 12)
  expect(plan.budgetStep.worth).toBeCloseTo(0.025, 12)
})

test('more capacity is told for deployed arms that could have more', () => {
  const capped = planned(
    [
      { ...dear, capacity: 0.5 },
      { ...cheap, capacity: 0.95 }
    ],
    { budget: 1 }
  )
  expect(entryOf(capped, 'dear').capacityStep).toEqual({
    share: 0.1,
    worth: expect.closeTo(0.025, 12)
  })
  expect(entryOf(capped, 'dear').capacityPrice).toBeCloseTo(0.25, 12)
  expect(entryOf(capped, 'cheap').capacityStep).toEqual({
    share: expect.closeTo(0.05, 12),
    worth: 0
  })
  expect(entryOf(plan, 'dear').capacityStep).toBeNull()
})

test('of arms that are not deployed, the fifty nearest have a worth', () => {
  const many = Array.from({ length: 60 }, (_, i) => knownArm(`m${i}`, 0.9 - i / 100, 0.001))
  const known = planned(many, { maxDeployed: 1 }).arms.filter(({ worth }) => worth !== null)
  expect(known.map(({ id }) => id)).toEqual(many.slice(0, 51).map(({ id }) => id))
})
