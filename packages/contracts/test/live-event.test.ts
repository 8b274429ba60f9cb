import { LiveEvent } from '@stageroute/contracts'

const answered: LiveEvent = {
  _tag: 'answered',
  decision: 3,
  request: 'req-1',
  key: 'k1',
  kind: 'chat',
  arm: 'small',
  category: null,
  accounts: ['all'],
  cost: 12,
  isCostKnown: true,
  usage: { input: 1, cached: 0, output: 2, reasoning: 0 },
  isComplete: true,
  routing: null,
  attempts: [{ arm: 'small', outcome: 'answered', cost: 12 }],
  beganMs: 1.5,
  endedMs: 2.5
}

test.each<LiveEvent>([
  answered,
  { _tag: 'arrived', arm: 'small', capacity: 1, largestCost: 0.01, usualCost: 0.002 },
  { _tag: 'covered', marks: [{ account: 'all', upTo: 100 }] },
  { _tag: 'opened', account: 'all', allowance: { _tag: 'total', total: 5 } },
  { _tag: 'judged', decision: 3, reward: 1, source: 'feedback', proof: 12 }
])('an event is what it was before it was kept', (event) => {
  expect(LiveEvent.decode(JSON.parse(JSON.stringify(event)))).toEqual({
    _tag: 'Right',
    right: event
  })
})

test.each([
  { ...answered, cost: -1 },
  { ...answered, cost: 0.5 },
  { ...answered, more: 1 },
  { ...answered, request: undefined },
  { ...answered, usage: { input: 1 } },
  { _tag: 'judged', decision: 3, reward: 1.5, source: 'feedback', proof: 12 },
  { _tag: 'unheard' },
  null
])('what is no event is refused', (event) => {
  expect(LiveEvent.decode(event)._tag).toBe('Left')
})
