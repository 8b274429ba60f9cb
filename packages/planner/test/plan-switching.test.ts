import type { InventoryArm, StageSettings } from '@stageroute/planner'
import { entryOf, knownArm, newcomer, planned } from './plan-builders'

const old = knownArm('old', 0.6, 0.001, { switchCost: 20 })
const better = knownArm('better', 0.65, 0.001, { switchCost: 20 })

const of = (queries: number, change: Partial<StageSettings> = {}): ReturnType<typeof planned> =>
  planned([old, better], { maxDeployed: 1, deployed: ['old'], queries, ...change })

test('the set changes when that earns more over the stage than it costs', () => {
  const plan = of(500)
  expect(plan.deployed).toEqual(['better'])
  expect(plan.diff).toEqual({ added: ['better'], dropped: ['old'], kept: [] })
  expect(plan.switching).toEqual({ outcome: 'worthIt', gain: expect.closeTo(25, 9), cost: 20 })
  expect(entryOf(plan, 'old')).toMatchObject({ verdict: 'dropped', reason: { _tag: 'outearned' } })
})

test('it stays when the change would earn less, which is told', () => {
  const plan = of(300)
  expect(plan.deployed).toEqual(['old'])
  expect(plan.switching).toEqual({ outcome: 'notWorthIt', gain: expect.closeTo(15, 9), cost: 20 })
  expect(entryOf(plan, 'better')).toMatchObject({
    verdict: 'leftOut',
    reason: { _tag: 'changeNotWorthIt' }
  })
})

test('a change that earns exactly its cost is not made', () => {
  expect(of(400).deployed).toEqual(['old'])
})

test('nothing better, nothing weighed', () => {
  const plan = planned([old, knownArm('worse', 0.5, 0.001, { switchCost: 1 })], {
    maxDeployed: 1,
    deployed: ['old']
  })
  expect(plan.switching).toEqual({ outcome: 'unchanged', gain: 0, cost: 0 })
})

test('nor where another earns as much', () => {
  const twin = { ...old, id: 'twin', arrivedAt: -1 }
  const plan = planned([old, twin], { maxDeployed: 1, deployed: ['old'] })
  expect(plan.deployed).toEqual(['old'])
  expect(plan.switching).toEqual({ outcome: 'unchanged', gain: 0, cost: 0 })
})

test('the first deployment costs what its arms cost, those in spare slots included', () => {
  const plan = of(500, { deployed: [], maxDeployed: 2, fillSpare: true })
  expect(plan.deployed).toEqual(['old', 'better'])
  expect(plan.switching).toEqual({ outcome: 'first', gain: null, cost: 40 })
})

test('what cannot be kept is replaced whatever it costs', () => {
  const ending: InventoryArm = { ...old, shutdownAt: 150 }
  const plan = planned([ending, { ...better, switchCost: 1e6 }], {
    maxDeployed: 1,
    deployed: ['old']
  })
  expect(plan.deployed).toEqual(['better'])
  expect(plan.switching).toMatchObject({ outcome: 'forced', cost: 1e6 })
})

test('a set that the rules do not allow any more is replaced whatever it costs', () => {
  const arms = [
    { ...old, capacity: 0.5, provider: 'a' },
    { ...better, capacity: 0.5, provider: 'a' },
    knownArm('poor', 0.1, 0.001, { switchCost: 1e6, capacity: 0.5 })
  ]
  const plan = planned(arms, { deployed: ['old', 'better'], atMostOfProvider: { a: 1 } })
  expect(plan.deployed).toEqual(['better', 'poor'])
  expect(plan.switching).toEqual({ outcome: 'forced', gain: null, cost: 1e6 })
})

test('a spare slot takes no arm that costs a switch while something is deployed', () => {
  expect(of(300, { maxDeployed: 2, fillSpare: true }).deployed).toEqual(['old'])
})

test('nor one of which nothing is known', () => {
  const unknown = newcomer('new', 0.001, { switchCost: 1000 })
  const plan = planned([old, unknown], { deployed: ['old'], fillSpare: true })
  expect(plan.deployed).toEqual(['old'])
})

test('a free change is made for whatever it earns', () => {
  const plan = planned([old, { ...better, switchCost: 0 }], { maxDeployed: 1, deployed: ['old'] })
  expect(plan.deployed).toEqual(['better'])
  expect(plan.switching).toMatchObject({ outcome: 'worthIt', cost: 0 })
})
