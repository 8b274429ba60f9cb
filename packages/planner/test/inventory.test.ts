import * as E from 'fp-ts/Either'
import { planStage, type InventoryArm, type StageSettings } from '@stageroute/planner'
import { armOf, settingsOf } from './plan-builders'

const fieldOf = (
  arms: ReadonlyArray<InventoryArm>,
  change: Partial<StageSettings> = {}
): unknown => {
  const plan = planStage(arms, settingsOf(change))
  return E.isLeft(plan) && plan.left._tag === 'InvalidField'
    ? `${plan.left.source}: ${plan.left.field}`
    : 'accepted'
}

test('an inventory within range is accepted', () => {
  expect(fieldOf([armOf('a'), armOf('b', { minShare: 1, largestCost: 0, shutdownAt: -5 })])).toBe(
    'accepted'
  )
})

test.each<readonly [string, Partial<InventoryArm>]>([
  ['id', { id: '' }],
  ['id', { id: 'a' }],
  ['reward.lower', { reward: { lower: -0.1, estimate: 0.5, upper: 1 } }],
  ['reward.estimate', { reward: { lower: 0.6, estimate: 0.5, upper: 1 } }],
  ['reward.upper', { reward: { lower: 0, estimate: 0.5, upper: 0.4 } }],
  ['reward.upper', { reward: { lower: 0, estimate: 0.5, upper: 1.1 } }],
  ['reward.estimate', { reward: { lower: 0, estimate: NaN, upper: 1 } }],
  ['cost.lower', { cost: { lower: -1, estimate: 0, upper: 1 } }],
  ['cost.upper', { cost: { lower: 0, estimate: 0, upper: Infinity } }],
  ['pulls', { pulls: 1.5 }],
  ['capacity', { capacity: 0 }],
  ['minShare', { capacity: 0.5, minShare: 0.6 }],
  ['switchCost', { switchCost: -1 }],
  ['arrivedAt', { arrivedAt: NaN }],
  ['shutdownAt', { shutdownAt: Infinity }],
  ['largestCost', { largestCost: -1 }],
  ['stagesDeployed', { stagesDeployed: -1 }],
  ['isPinned', { isPinned: true, isForbidden: true }]
])('an arm with a wrong %s is refused: %j', (field, change) => {
  expect(fieldOf([armOf('a'), armOf('b', change)])).toBe(`inventory: arms[1].${field}`)
})

test('an inventory without arms is refused', () => {
  expect(fieldOf([])).toBe('inventory: arms')
})

test.each<readonly [string, Partial<StageSettings>]>([
  ['stage', { stage: -1 }],
  ['startsAt', { startsAt: NaN }],
  ['endsAt', { endsAt: 100 }],
  ['endsAt', { endsAt: NaN }],
  ['queries', { queries: 0 }],
  ['drainTime', { drainTime: -1 }],
  ['budget', { budget: Infinity }],
  ['maxDeployed', { maxDeployed: 0 }],
  ['deployed[1]', { deployed: ['a', 'a'] }],
  ['atMostOfProvider.acme', { atMostOfProvider: { acme: -1 } }],
  ['coverable', { coverable: -1 }],
  ['previous', { previous: 0 }],
  ['nodeLimit', { nodeLimit: 0 }]
])('settings with a wrong %s are refused: %j', (field, change) => {
  expect(fieldOf([armOf('a')], change)).toBe(`stage settings: ${field}`)
})
