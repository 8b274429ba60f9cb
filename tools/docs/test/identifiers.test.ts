import { exportedNames, identifiersOf, topLevelNames, wordsOf } from '../src/identifiers'
import { lines } from './repository-of'

const source = lines(
  `import { right } from 'fp-ts/Either'`,
  'const hidden = 1',
  'export const planStage = () => right(hidden)',
  'export interface ArmTable { size: number }',
  'export function apply() {}',
  'export const { first, rest: [second] } = table',
  `export { hidden as shown, type Law } from './law'`,
  `export type Plan = 'model'`
)

test.each([
  ['solveBudgetedSimplexInto', ['solve', 'budgeted', 'simplex', 'into']],
  ['rewardUCB', ['reward', 'ucb']],
  ['LPSolver', ['lp', 'solver']],
  ['INSERTION_LIMIT', ['insertion', 'limit']],
  ['key0', ['key']]
])('%s consists of words', (name, words) => {
  expect(wordsOf(name)).toEqual(words)
})

test('exported names have their lines', () => {
  expect(exportedNames(source)).toEqual([
    { name: 'planStage', line: 3 },
    { name: 'ArmTable', line: 4 },
    { name: 'apply', line: 5 },
    { name: 'first', line: 6 },
    { name: 'second', line: 6 },
    { name: 'shown', line: 7 },
    { name: 'Law', line: 7 },
    { name: 'Plan', line: 8 }
  ])
})

test('top-level names include what is not exported', () => {
  expect(topLevelNames(source).has('hidden')).toBe(true)
  expect(topLevelNames(source).has('size')).toBe(false)
})

test('identifiers are read from code, not from strings', () => {
  expect(identifiersOf(source).has('size')).toBe(true)
  expect(identifiersOf(source).has('model')).toBe(false)
})
