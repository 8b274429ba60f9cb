import { nearestName } from '../../src/config/nearest-name'

const KNOWN = ['name', 'maxDeployed', 'price', 'regions', 'keys']

test.each([
  ['nmae', 'name'],
  ['maxdeployed', 'maxDeployed'],
  ['max-deployed', 'maxDeployed'],
  ['maxDeplyed', 'maxDeployed'],
  ['prices', 'price'],
  ['region', 'regions'],
  ['key', 'keys'],
  ['id', null],
  ['budget', null],
  ['', null],
  ['k'.repeat(100_000), null]
])('%.20s is meant to be %s', (name, wanted) => {
  expect(nearestName(name, KNOWN)).toBe(wanted)
})

test('the closest of several is meant', () => {
  expect(nearestName('input', ['inpet', 'inputs', 'inputt', 'inptu'])).toBe('inpet')
  expect(nearestName('inputss', ['inputt', 'inputs'])).toBe('inputs')
})
