import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type * as t from 'io-ts'
import { decodeFrom, DeployProblem, message, RouteProblem } from '../src'

const route = { reward: [0.5, 0.8], cost: [0.001, 0.003], capacity: [1, 1], budget: 0.002 }
const deploy = { ...route, maxDeployed: 2 }

const complaint = <A, O>(codec: t.Type<A, O>, document: unknown): string =>
  pipe(
    decodeFrom(codec, 'problem.json')(document),
    E.match(message, () => 'accepted')
  )

describe('RouteProblem', () => {
  it('accepts a problem unchanged', () => {
    expect(decodeFrom(RouteProblem, 'problem.json')(route)).toEqual(E.right(route))
  })

  it.each<readonly [object, string]>([
    [{ capacity: [1, 1, 1, 1.5] }, 'field capacity[3]: 1.5, expected a share in (0, 1]'],
    [{ capacity: [0] }, 'field capacity[0]: 0, expected a share in (0, 1]'],
    [{ cost: [0.1, -1] }, 'field cost[1]: -1, expected a cost in USD of at least 0'],
    [{ cost: [null] }, 'field cost[0]: null, expected a cost in USD of at least 0'],
    [{ reward: ['0.5'] }, 'field reward[0]: "0.5", expected a finite number'],
    [{ reward: 0.5 }, 'field reward: 0.5, expected a list of finite rewards'],
    [{ budget: -0.1 }, 'field budget: -0.1, expected a cost in USD of at least 0'],
    [{ budget: undefined }, 'field budget: missing, expected a cost in USD of at least 0'],
    [{ budgett: 1 }, 'field budgett: unknown field; known: reward, cost, capacity, budget'],
    [{ maxDeployed: 1 }, 'field maxDeployed: unknown field; known: reward, cost, capacity, budget']
  ])('complains about %j', (change, expected) => {
    expect(complaint(RouteProblem, { ...route, ...change })).toBe(`problem.json, ${expected}`)
  })

  it.each([[[1, 2]], ['text'], [null], [7]])(
    'complains about the document %j as a whole',
    (all) => {
      expect(complaint(RouteProblem, all)).toMatch(/^problem.json, field \(whole document\): /)
    }
  )
})

describe('DeployProblem', () => {
  const full = { ...deploy, switchCost: [0, 0.5], incumbent: [0], stageLength: 1000 }

  it.each([[deploy], [full]])('accepts %j unchanged', (problem) => {
    expect(decodeFrom(DeployProblem, 'problem.json')(problem)).toEqual(E.right(problem))
  })

  it.each<readonly [object, string]>([
    [{ maxDeployed: 0 }, 'field maxDeployed: 0, expected an integer of at least 1'],
    [{ maxDeployed: undefined }, 'field maxDeployed: missing, expected an integer of at least 1'],
    [{ capacity: [1, 2] }, 'field capacity[1]: 2, expected a share in (0, 1]'],
    [{ switchCost: [-1] }, 'field switchCost[0]: -1, expected a finite number of at least 0'],
    [{ switchCost: 3 }, 'field switchCost: 3, expected a list of switch costs'],
    [{ incumbent: [0, -2] }, 'field incumbent[1]: -2, expected an index of at least 0'],
    [{ incumbent: {} }, 'field incumbent: {}, expected a list of model indices'],
    [{ stageLength: 0 }, 'field stageLength: 0, expected an integer of at least 1'],
    [
      { stagelength: 10 },
      'field stagelength: unknown field; known: reward, cost, capacity, budget, maxDeployed, switchCost, incumbent, stageLength'
    ]
  ])('complains about %j', (change, expected) => {
    expect(complaint(DeployProblem, { ...deploy, ...change })).toBe(`problem.json, ${expected}`)
  })

  it('is and encodes what it decodes', () => {
    expect(DeployProblem.is(full)).toBe(true)
    expect(DeployProblem.is({ ...full, maxDeployed: 0 })).toBe(false)
    expect(DeployProblem.encode(full)).toEqual(full)
  })
})
