import * as E from 'fp-ts/Either'
import { chooseDeployment, type DeploymentChoice, type StageInput } from '@stageroute/planner'
import { choiceOf, stageOf, type Arm } from './stage-builders'

const cheap: Arm = { reward: 0.5, cost: 0.001, capacity: 1 }
const dear: Arm = { reward: 0.75, cost: 0.003, capacity: 1 }
const poor: Arm = { reward: 0.25, cost: 0.002, capacity: 1 }
const unsampled: Arm = { reward: 1, cost: 0, capacity: 0.4 }

test('deploys the arms that carry the best mix, with its value and price', () => {
  const choice = choiceOf({ arms: [cheap, dear, poor], budget: 0.002, maxDeployed: 2 })
  expect(choice).toMatchObject({ status: 'optimal', deployed: [0, 1] })
  expect(choice.share.map((share) => Number(share.toFixed(12)))).toEqual([0.5, 0.5])
  expect(choice.value).toBeCloseTo(0.625, 12)
  expect(choice.bound).toBeCloseTo(0.625, 12)
  expect(choice.budgetPrice).toBeCloseTo(125, 9)
})

test('an arm without a share in the best mix is not deployed, though a slot is free', () => {
  expect(choiceOf({ arms: [cheap, dear, poor], budget: 1, maxDeployed: 3 }).deployed).toEqual([1])
})

test('more slots than arms are as good as one for each', () => {
  const arms = [cheap, dear]
  const exact = choiceOf({ arms, budget: 0.002, maxDeployed: 2 })
  expect(choiceOf({ arms, budget: 0.002, maxDeployed: 50 })).toEqual(exact)
})

test('one slot is enough for one arm that fits the budget', () => {
  expect(choiceOf({ arms: [cheap, dear], budget: 0.002, maxDeployed: 1 }).deployed).toEqual([0])
})

test('arms without observations enter first', () => {
  const known: Arm = { reward: 0.9, cost: 0.001, capacity: 0.4 }
  const arms = [known, known, known, unsampled, unsampled]
  const choice = choiceOf({ arms, budget: 0.002, maxDeployed: 3 })
  expect(choice.deployed).toEqual([0, 3, 4])
  expect(choice.share[1]).toBe(0.4)
  expect(choice.share[2]).toBe(0.4)
})

test('of equal arms the earliest are deployed', () => {
  const choice = choiceOf({ arms: Array(6).fill(unsampled), budget: 0.002, maxDeployed: 5 })
  expect(choice.deployed).toEqual([0, 1, 2])
})

test('a budget that no mix fits chooses the cheapest full mix', () => {
  const choice = choiceOf({ arms: [dear, cheap, poor], budget: 0.0005, maxDeployed: 2 })
  expect(choice).toMatchObject({
    status: 'budgetInfeasible',
    deployed: [1],
    share: [1],
    budgetPrice: null
  })
  expect(choice.value).toBe(0.5)
})

test('slots that cannot carry every query are filled with the largest capacities', () => {
  const arms = [0.1, 0.3, 0.2, 0.3].map((capacity) => ({ ...cheap, capacity }))
  expect(choiceOf({ arms, budget: 1, maxDeployed: 2 })).toEqual({
    status: 'capacityInfeasible',
    conflict: null,
    deployed: [1, 3],
    share: [0.3, 0.3],
    value: 0.3,
    bound: 0.3,
    gap: 0,
    isProved: true,
    nodes: 0,
    budgetPrice: null,
    threshold: null,
    switching: { outcome: 'first', gain: null, cost: 0, foregone: [] }
  })
})

test('equal capacities that fall short: greater reward, then lower cost, then earlier arrival', () => {
  const at = (reward: number, cost: number): Arm => ({ reward, cost, capacity: 0.3 })
  const short = { budget: 1, maxDeployed: 2 }
  expect(choiceOf({ ...short, arms: [at(0.1, 1), at(0.9, 1), at(0.5, 1)] }).deployed).toEqual([
    1, 2
  ])
  expect(choiceOf({ ...short, arms: [at(0.5, 3), at(0.5, 1), at(0.5, 2)] }).deployed).toEqual([
    1, 2
  ])
  expect(choiceOf({ ...short, arms: [at(0.5, 1), at(0.5, 1), at(0.5, 1)] }).deployed).toEqual([
    0, 1
  ])
})

test('four slots of 0.2 fall short, five carry every query', () => {
  const arms = Array<Arm>(6).fill({ ...cheap, capacity: 0.2 })
  expect(choiceOf({ arms, budget: 1, maxDeployed: 4 })).toMatchObject({
    status: 'capacityInfeasible',
    deployed: [0, 1, 2, 3]
  })
  expect(choiceOf({ arms, budget: 1, maxDeployed: 5 })).toMatchObject({
    status: 'optimal',
    deployed: [0, 1, 2, 3, 4]
  })
})

const good = { arms: [cheap, dear], budget: 0.002, maxDeployed: 2 }

const invalid: ReadonlyArray<readonly [string, Parameters<typeof stageOf>[0]]> = [
  ['size', { ...good, arms: [] }],
  ['rewardUpper[1]', { ...good, arms: [cheap, { ...dear, reward: NaN }] }],
  ['costLower[0]', { ...good, arms: [{ ...cheap, cost: -1 }, dear] }],
  ['capacity[1]', { ...good, arms: [cheap, { ...dear, capacity: 0 }] }],
  ['budget', { ...good, budget: -0.001 }],
  ['maxDeployed', { ...good, maxDeployed: 0 }],
  ['maxDeployed', { ...good, maxDeployed: 2.5 }]
]

test.each(invalid)('%s out of range is an error that names it', (field, inventory) => {
  const choice = chooseDeployment(stageOf(inventory))
  expect(E.isLeft(choice) && choice.left).toMatchObject({
    _tag: 'InvalidField',
    source: 'stage input',
    field
  })
})

const switching = {
  switchCost: Float64Array.of(2, 2),
  stageLength: 10,
  incumbents: [0]
}

test('with incumbents the set changes when that is worth its switches', () => {
  const ample = { ...stageOf({ ...good, budget: 1, maxDeployed: 1 }), ...switching }
  const chosen = (input: StageInput): DeploymentChoice => {
    const choice = chooseDeployment(input)
    if (E.isLeft(choice)) throw new Error(JSON.stringify(choice.left))
    return choice.right
  }
  expect(chosen(ample)).toMatchObject({
    deployed: [1],
    value: 0.55,
    switching: { outcome: 'worthIt', gain: 2.5, cost: 2, foregone: [] }
  })
  expect(chosen({ ...ample, stageLength: 8 })).toMatchObject({
    deployed: [0],
    value: 0.5,
    switching: { outcome: 'notWorthIt', gain: 2, cost: 2, foregone: [1] }
  })
})

test('incumbents that hold more slots than there are still weigh', () => {
  const input = { ...stageOf({ ...good, maxDeployed: 1 }), ...switching, incumbents: [0, 1] }
  expect(chooseDeployment(input)).toMatchObject({
    right: { deployed: [0], switching: { outcome: 'unchanged', cost: 0 } }
  })
})

test('a tie with what is left of too many incumbents is no reason to switch', () => {
  const arms = [0.75, 0.5, 0.5].map((reward) => ({ ...cheap, reward }))
  const input = {
    ...stageOf({ arms, budget: 1, maxDeployed: 1 }),
    switchCost: Float64Array.of(2, 0, 0),
    stageLength: 8,
    incumbents: [1, 2]
  }
  expect(chooseDeployment(input)).toMatchObject({ right: { switching: { outcome: 'notWorthIt' } } })
})

test('what is required is deployed though keeping the incumbents would earn more', () => {
  const rules = { minimum: Float64Array.of(0, 0.5), required: [1], groups: [] }
  const arms = [dear, cheap]
  expect(
    chooseDeployment({ ...stageOf({ arms, budget: 1, maxDeployed: 2 }), rules, incumbents: [0] })
  ).toMatchObject({
    right: { deployed: [0, 1], share: [0.5, 0.5], switching: { outcome: 'forced' } }
  })
})

test('least shares that sum above one fall short, and make room for one another', () => {
  const rules = { minimum: Float64Array.of(0.75, 0.75), required: [0, 1], groups: [] }
  const arms = [0.8, 0.9].map((capacity) => ({ ...cheap, capacity }))
  const input = { ...stageOf({ arms, budget: 1, maxDeployed: 2 }), rules }
  expect(chooseDeployment(input)).toMatchObject({
    right: {
      status: 'capacityInfeasible',
      deployed: [0, 1],
      share: [0.8, expect.closeTo(0.2, 12)]
    }
  })
})

test('rules bind the choice, and what cannot be met is named', () => {
  const input = stageOf({ ...good, maxDeployed: 1 })
  const rules = { minimum: new Float64Array(2), required: [0, 1], groups: [] }
  expect(chooseDeployment({ ...input, maxDeployed: 2, budget: 0.001, rules })).toMatchObject({
    right: { status: 'optimal', deployed: [0, 1], share: [1, 0] }
  })
  expect(chooseDeployment({ ...input, rules })).toMatchObject({
    right: {
      status: 'rulesInfeasible',
      deployed: [],
      conflict: { _tag: 'slots', needed: 2, maxSelected: 1 }
    }
  })
})

test('where capacities fall short the rules still bind', () => {
  const arms = [0.4, 0.3, 0.2, 0.1].map((capacity) => ({ ...cheap, capacity }))
  const rules = {
    minimum: new Float64Array(4),
    required: [3],
    groups: [{ arms: [0, 1], atLeast: 0, atMost: 1 }]
  }
  expect(
    chooseDeployment({ ...stageOf({ arms, budget: 1, maxDeployed: 3 }), rules })
  ).toMatchObject({
    right: { status: 'capacityInfeasible', deployed: [0, 2, 3], share: [0.4, 0.2, 0.1] }
  })
})

test('spare slots: nothing known first, then incumbents, then the nearest', () => {
  const arms = [0.9, 0.5, 0.6, 0.7, 0.8].map((reward) => ({ ...cheap, reward }))
  const fill = Float64Array.of(0.1, 1, 0.1, 0.1, 0.1)
  const of = (maxDeployed: number): unknown =>
    chooseDeployment({
      ...stageOf({ arms, budget: 1, maxDeployed }),
      fill,
      incumbents: [0, 2]
    })
  expect(of(1)).toMatchObject({ right: { deployed: [0] } })
  expect(of(2)).toMatchObject({ right: { deployed: [0, 1] } })
  expect(of(3)).toMatchObject({ right: { deployed: [0, 1, 2] } })
  expect(of(4)).toMatchObject({ right: { deployed: [0, 1, 2, 4], share: [1, 0, 0, 0] } })
})

test.each<readonly [string, Partial<StageInput>]>([
  ['stageLength', { stageLength: 0 }],
  ['incumbents[1]', { incumbents: [0, 0] }],
  ['incumbents[0]', { incumbents: [2] }],
  ['switchCost', { switchCost: Float64Array.of(1) }],
  ['switchCost[1]', { switchCost: Float64Array.of(1, NaN) }],
  ['fill[0]', { fill: Float64Array.of(-1, 0) }],
  ['nodeLimit', { nodeLimit: 0 }]
])('a wrong %s is an error that names it', (field, change) => {
  expect(chooseDeployment({ ...stageOf(good), ...change })).toMatchObject({
    left: { _tag: 'InvalidField', source: 'stage input', field }
  })
})
