import { entryOf, knownArm, newcomer, planned } from './plan-builders'

const good = knownArm('good', 0.9, 0.001)
const fair = knownArm('fair', 0.6, 0.001)
const poor = knownArm('poor', 0.3, 0.001)

const reasonOf = (plan: ReturnType<typeof planned>, id: string): unknown => entryOf(plan, id).reason

test('the best arm is added, and the others are told by how much they fall short', () => {
  const plan = planned([good, fair])
  expect(plan).toMatchObject({ status: 'optimal', deployed: ['good'], conflict: null })
  expect(entryOf(plan, 'good')).toMatchObject({
    verdict: 'added',
    reason: { _tag: 'earnsShare' },
    share: 1
  })
  expect(entryOf(plan, 'fair').verdict).toBe('leftOut')
  expect(reasonOf(plan, 'fair')).toMatchObject({ _tag: 'outearned' })
  expect(entryOf(plan, 'fair').reason).toHaveProperty('short', expect.closeTo(0.3, 12))
})

test('a forbidden arm is never deployed', () => {
  const plan = planned([{ ...good, isForbidden: true }, fair], { deployed: ['good'] })
  expect(plan.deployed).toEqual(['fair'])
  expect(entryOf(plan, 'good')).toMatchObject({
    verdict: 'dropped',
    reason: { _tag: 'forbidden' }
  })
  expect(plan.switching.outcome).toBe('forced')
})

test('a deprecated arm is kept where it is deployed and never newly deployed', () => {
  const arms = [{ ...good, isDeprecated: true }, fair]
  expect(planned(arms, { deployed: ['good'] }).deployed).toEqual(['good'])
  const plan = planned(arms)
  expect(plan.deployed).toEqual(['fair'])
  expect(reasonOf(plan, 'good')).toEqual({ _tag: 'deprecated' })
})

test('an arm that has ended is not deployed', () => {
  const plan = planned([{ ...good, shutdownAt: 100 }, fair])
  expect(plan.deployed).toEqual(['fair'])
  expect(reasonOf(plan, 'good')).toEqual({ _tag: 'shutDown', at: 100 })
})

test('an arm that must begin to drain before the stage ends is not deployed, one that need not is', () => {
  const plan = planned([{ ...good, shutdownAt: 209 }, fair])
  expect(plan.deployed).toEqual(['fair'])
  expect(reasonOf(plan, 'good')).toEqual({ _tag: 'drains', from: 199 })
  expect(planned([{ ...good, shutdownAt: 210 }, fair]).deployed).toEqual(['good'])
})

test.each([null, Infinity])(
  'with an end of %p an arm is deployed until it must drain',
  (endsAt) => {
    const plan = planned([{ ...good, shutdownAt: 111 }, fair], { endsAt })
    expect(plan.deployed).toEqual(['good'])
    expect(plan.endsAt).toBeNull()
    expect(entryOf(plan, 'good')).toMatchObject({ shutdownAt: 111, drainsFrom: 101 })
    expect(planned([{ ...good, shutdownAt: 110 }, fair], { endsAt }).deployed).toEqual(['fair'])
  }
)

test('an arm whose dearest query is not coverable is left out', () => {
  const plan = planned(
    [
      { ...good, largestCost: 3 },
      { ...fair, largestCost: 2 }
    ],
    { coverable: 2 }
  )
  expect(plan.deployed).toEqual(['fair'])
  expect(reasonOf(plan, 'good')).toEqual({ _tag: 'notCoverable', largestCost: 3, coverable: 2 })
})

test('a pinned arm is deployed whatever it earns, with its least share', () => {
  const pinned = { ...poor, isPinned: true, minShare: 0.25 }
  const plan = planned([good, fair, pinned])
  expect(plan.deployed).toEqual(['good', 'poor'])
  expect(entryOf(plan, 'poor')).toMatchObject({ share: 0.25, reason: { _tag: 'pinned' } })
  // A share that was not earned does not say at what arms enter.
  expect(plan.threshold).toBe(0.9)
})

test('a pin that a shutdown makes impossible is a warning', () => {
  const plan = planned([good, { ...poor, isPinned: true, shutdownAt: 150 }])
  expect(plan.deployed).toEqual(['good'])
  expect(plan.warnings).toEqual([{ _tag: 'pinLeftOut', arm: 'poor' }])
  expect(reasonOf(plan, 'poor')).toEqual({ _tag: 'drains', from: 140 })
})

test('no more arms of a provider than allowed', () => {
  const half = { capacity: 0.5, provider: 'a' }
  const arms = [
    { ...good, ...half },
    { ...fair, ...half },
    { ...poor, capacity: 0.5 }
  ]
  const plan = planned(arms, { atMostOfProvider: { a: 1 } })
  expect(plan.deployed).toEqual(['good', 'poor'])
  expect(reasonOf(plan, 'fair')).toEqual({ _tag: 'providerFull', provider: 'a', most: 1 })
})

test('an arm of a full provider that earns too little anyway is told so', () => {
  const arms = [
    { ...good, provider: 'a' },
    { ...poor, provider: 'a' }
  ]
  const plan = planned(arms, { atMostOfProvider: { a: 1 } })
  expect(reasonOf(plan, 'poor')).toMatchObject({ _tag: 'outearned' })
})

test('a provider of which none may be deployed has none', () => {
  const plan = planned([{ ...good, provider: 'a' }, fair], { atMostOfProvider: { a: 0 } })
  expect(plan.deployed).toEqual(['fair'])
})

test('one arm at least can do what traffic needs', () => {
  const plan = planned([good, fair, { ...poor, capabilities: ['vision'] }], { needed: ['vision'] })
  expect(plan.deployed).toEqual(['good', 'poor'])
  expect(entryOf(plan, 'poor')).toMatchObject({
    share: 0,
    reason: { _tag: 'neededFor', capability: 'vision' }
  })
})

test('a capability that nobody has is a warning, and the rest is planned', () => {
  const plan = planned([good, fair], { needed: ['vision'] })
  expect(plan.deployed).toEqual(['good'])
  expect(plan.warnings).toEqual([{ _tag: 'capabilityMissing', capability: 'vision' }])
})

test('spare slots are filled when asked for, by the nearest', () => {
  const plan = planned([poor, good, fair], { fillSpare: true })
  expect(plan.deployed).toEqual(['good', 'fair'])
  expect(entryOf(plan, 'fair')).toMatchObject({ share: 0, reason: { _tag: 'fillsSpareSlot' } })
  expect(plan.slots).toMatchObject({ used: 2, most: 2 })
})

test('an arm with a least share fills no spare slot', () => {
  const plan = planned([good, { ...fair, minShare: 0.1 }, poor], { fillSpare: true })
  expect(plan.deployed).toEqual(['good', 'poor'])
  const unknown = newcomer('unknown', 1, { minShare: 0.1 })
  expect(planned([good, unknown, poor], { fillSpare: true }).deployed).toEqual(['good', 'poor'])
})

test('spare slots go to incumbents before others, and obey providers', () => {
  const arms = [good, { ...fair, provider: 'a' }, { ...poor, provider: 'a' }]
  const rules = { fillSpare: true, maxDeployed: 3, atMostOfProvider: { a: 1 } }
  expect(planned(arms, rules).deployed).toEqual(['good', 'fair'])
  expect(planned(arms, { ...rules, deployed: ['good', 'poor'] }).deployed).toEqual(['good', 'poor'])
})

test('an arm that was deployed and is not in the inventory is told', () => {
  const plan = planned([good], { deployed: ['old'] })
  expect(plan.diff).toEqual({ added: ['good'], dropped: ['old'], kept: [] })
  expect(plan.warnings).toEqual([{ _tag: 'deployedGone', arm: 'old' }])
  expect(plan.switching.outcome).toBe('forced')
})

test('slots that are worth more than are there: the best of those left out has no slot', () => {
  const third = { capacity: 0.3 }
  const arms = [
    knownArm('a', 0.9, 0.01, third),
    knownArm('b', 0.2, 0, { capacity: 0.9 }),
    knownArm('c', 0.85, 0.01, third),
    knownArm('d', 0.8, 0.01, third)
  ]
  const plan = planned(arms, { maxDeployed: 2 })
  expect(plan.deployed).toEqual(['a', 'b'])
  expect(reasonOf(plan, 'c')).toEqual({ _tag: 'noSlot' })
  expect(plan.slots.worthOfOneMore).toBeCloseTo(0.3 * 0.65, 12)
})

test('money too little: the cheapest mix, and a warning', () => {
  const plan = planned(
    [good, { ...fair, cost: { lower: 0.0005, estimate: 0.0005, upper: 0.001 } }],
    {
      budget: 0.0001
    }
  )
  expect(plan).toMatchObject({
    status: 'budgetInfeasible',
    deployed: ['fair'],
    budgetPrice: null,
    threshold: null,
    warnings: [{ _tag: 'budgetTooSmall', leastCost: 0.0005 }]
  })
  expect(reasonOf(plan, 'good')).toEqual({ _tag: 'outearned', short: null })
})

test('capacities too small: everything that fits, and a warning', () => {
  const arms = [good, fair, poor].map((arm) => ({ ...arm, capacity: 0.25 }))
  const plan = planned(arms, { atMostOfProvider: {} })
  expect(plan).toMatchObject({
    status: 'capacityInfeasible',
    deployed: ['good', 'fair'],
    warnings: [{ _tag: 'capacityTooSmall', reach: 0.5 }]
  })
  expect(reasonOf(plan, 'poor')).toEqual({ _tag: 'noSlot' })
})

test('a mix that fits the budget by lower costs only is told', () => {
  const dear = { ...good, cost: { lower: 0.005, estimate: 0.02, upper: 0.03 } }
  expect(planned([dear]).warnings).toEqual([{ _tag: 'costlyByEstimates', cost: 0.02 }])
})

describe('rules that cannot be met together plan nothing and say why', () => {
  const pin = { isPinned: true }

  test.each([
    [
      { _tag: 'nobodyMayBeDeployed' },
      planned([{ ...good, isForbidden: true }], { deployed: ['good'] })
    ],
    [
      { _tag: 'pinsExceedSlots', pinned: ['fair', 'good'], most: 1 },
      planned(
        [
          { ...good, ...pin },
          { ...fair, ...pin }
        ],
        { maxDeployed: 1 }
      )
    ],
    [
      { _tag: 'pinsExceedProvider', provider: 'a', pinned: ['fair', 'good'], most: 1 },
      planned(
        [
          { ...good, ...pin, provider: 'a' },
          { ...fair, ...pin, provider: 'a' }
        ],
        { atMostOfProvider: { a: 1 } }
      )
    ],
    [
      { _tag: 'pinsExceedQueries', pinned: ['fair', 'good'], share: 1.5 },
      planned([
        { ...good, ...pin, minShare: 0.75 },
        { ...fair, ...pin, minShare: 0.75 }
      ])
    ],
    [
      { _tag: 'capabilityUnreachable', capability: 'vision' },
      planned(
        [
          { ...good, ...pin },
          { ...fair, capabilities: ['vision'] }
        ],
        {
          maxDeployed: 1,
          needed: ['vision']
        }
      )
    ]
  ])('%j', (conflict, plan) => {
    expect(plan).toMatchObject({
      status: 'rulesInfeasible',
      conflict,
      deployed: [],
      value: null,
      bound: null,
      gap: null
    })
    expect(plan.exploration.rewardPerQuery).toBeNull()
  })
})

test('arms that obeyed rules of their own are told that the rules conflict', () => {
  const plan = planned([{ ...good, isPinned: true }, { ...fair, isPinned: true }, poor], {
    maxDeployed: 1
  })
  expect(reasonOf(plan, 'poor')).toEqual({ _tag: 'rulesConflict' })
})

test('a newcomer comes first, by price', () => {
  const plan = planned([good, newcomer('late', 0.002), newcomer('dear', 0.003)], { maxDeployed: 1 })
  expect(plan.deployed).toEqual(['late'])
  expect(plan.warnings).toContainEqual({ _tag: 'newcomersWait', arms: 1 })
})
