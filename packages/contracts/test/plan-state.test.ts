import { decodeFrom, PlanState } from '@stageroute/contracts'

const state = {
  version: 1,
  stage: 3,
  startsAt: 3000,
  endsAt: null,
  queries: 1000,
  drainTime: 0,
  budget: 0.001,
  maxDeployed: 2,
  atMostOfProvider: { acme: 1 },
  needed: ['vision'],
  coverable: null,
  fillSpare: true,
  keepsAffordable: true,
  index: { family: 'kl-ucb', level: 3, costScale: 1, costMin: 0, costMax: 0.1 },
  arms: [
    {
      id: 'a',
      capacity: 1,
      minShare: 0,
      switchCost: 5,
      provider: 'acme',
      capabilities: ['vision'],
      isPinned: false,
      isForbidden: false,
      isDeprecated: false,
      arrivedAt: 0,
      shutdownAt: null,
      largestCost: 0.05
    }
  ],
  statistics: {},
  deployed: ['a'],
  history: { most: 5, applied: [] }
}

const decode = decodeFrom(PlanState, 'state.json')

test('a state comes back as it was', () => {
  expect(decode(JSON.parse(JSON.stringify(state)))).toEqual({ _tag: 'Right', right: state })
})

test.each([
  ['queries', { queries: 0 }],
  ['keepsAffordable', { keepsAffordable: undefined }],
  ['maxDeployed', { maxDeployed: 1.5 }],
  ['endsAt', { endsAt: 'tomorrow' }],
  ['atMostOfProvider.acme', { atMostOfProvider: { acme: -1 } }],
  ['index.family', { index: { ...state.index, family: 'ucb' } }],
  ['index.gamma', { index: { ...state.index, gamma: 1 } }],
  ['arms[0].shutdownAt', { arms: [{ ...state.arms[0], shutdownAt: undefined }] }],
  ['arms[0].price', { arms: [{ ...state.arms[0], price: 1 }] }],
  ['history.most', { history: { most: 0, applied: [] } }]
])('a state is refused for its %s', (field, changes) => {
  expect(decode({ ...state, ...changes })).toMatchObject({ _tag: 'Left', left: { field } })
})
