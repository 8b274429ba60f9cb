import { decodeFrom, RoutingDecision } from '@stageroute/contracts'

const decision = {
  version: 1,
  query: 7,
  stage: 2,
  context: null,
  arms: [
    {
      id: 'a',
      gates: ['health'],
      reward: 0.7,
      cost: 0.001,
      capacity: 0,
      floor: 0,
      probability: 0,
      charge: 900,
      cover: 1000
    }
  ],
  basis: 'program',
  status: 'optimal',
  budget: 0.002,
  budgetPrice: null,
  isRelaxed: false,
  seedPosition: 7,
  draw: 0.25,
  arm: null,
  outcome: 'unhealthy'
}

const decode = decodeFrom(RoutingDecision, 'decision')

test('a decision comes back as it was', () => {
  expect(decode(JSON.parse(JSON.stringify(decision)))).toEqual({ _tag: 'Right', right: decision })
})

test.each([
  ['version', { version: 2 }],
  ['outcome', { outcome: 'lost' }],
  ['basis', { basis: 'guess' }],
  ['budgetPrice', { budgetPrice: -1 }],
  ['arms[0].gates[0]', { arms: [{ ...decision.arms[0], gates: ['mood'] }] }],
  ['arms[0].probability', { arms: [{ ...decision.arms[0], probability: -0.1 }] }],
  ['why', { why: 'because' }]
])('a decision is refused for its %s', (field, changes) => {
  expect(decode({ ...decision, ...changes })).toMatchObject({ _tag: 'Left', left: { field } })
})
