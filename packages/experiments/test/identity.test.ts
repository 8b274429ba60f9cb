import { canonicalJson, identifyExperiment, identifyRun, type RunIdentity } from '../src'

/** A hash that hides nothing. */
const asIs = (text: string): string => text

const identity: RunIdentity = {
  code: '1.0.0+abc',
  outcomes: 'rows',
  trial: { budget: 0.0005, order: [0, 1], until: [null, 7] },
  policy: 'stage-route',
  seed: 1,
  curvePoints: 100
}

const nameOf = identifyRun(asIs)

test('canonical JSON has one order of fields, at every depth', () => {
  expect(canonicalJson({ b: { d: 1, c: [true, null] }, a: 'x"\n' })).toBe(
    '{"a":"x\\"\\n","b":{"c":[true,null],"d":1}}'
  )
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }))
})

test('lists keep their order, and neighbouring doubles their difference', () => {
  expect(canonicalJson([2, 1])).toBe('[2,1]')
  expect(canonicalJson(0.1 + 0.2)).not.toBe(canonicalJson(0.3))
})

test.each<readonly [keyof RunIdentity, Partial<RunIdentity>]>([
  ['code', { code: '1.0.0+abd' }],
  ['outcomes', { outcomes: 'other rows' }],
  ['trial', { trial: { budget: 0.0006, order: [0, 1], until: [null, 7] } }],
  ['policy', { policy: 'greedy' }],
  ['seed', { seed: 2 }],
  ['curvePoints', { curvePoints: 50 }]
])('a run has another name with another %s', (_, change) => {
  expect(nameOf({ ...identity, ...change })).not.toBe(nameOf(identity))
})

test('nothing else is in the name, such as how fast it went or where files lie', () => {
  const timed = { ...identity, seconds: 3, folder: '/home/me' }
  expect(nameOf(timed)).toBe(nameOf(identity))
})

test('an experiment has another name with another run, and with another question', () => {
  const nameAll = identifyExperiment(asIs)
  const name = nameAll({ title: 'a' }, ['1', '2'])
  expect(nameAll({ title: 'b' }, ['1', '2'])).not.toBe(name)
  expect(nameAll({ title: 'a' }, ['1', '3'])).not.toBe(name)
  expect(nameAll({ title: 'a' }, ['1', '2'])).toBe(name)
})
