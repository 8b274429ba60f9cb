import { checkGlossary } from '../src'
import { findingsIn, lines } from './repository-of'

const page = lines(
  '| word | in code | meaning |',
  '|---|---|---|',
  '| arm | `arm`, `armIndex` | an LLM |',
  '| regret | | reward missed |',
  '',
  '| word | refused | except in | instead |',
  '|---|---|---|---|',
  '| `model` | anywhere | `packages/datasets` | arm |',
  '| `process`, `do` | as a verb | | a verb that says what |'
)

const glossaryFindings = (source: string, path = 'packages/a/src/a.ts'): ReadonlyArray<string> =>
  findingsIn(checkGlossary, { 'docs/glossary.md': page, [path]: source })

const armIndex = 'export const armIndexInto = 1'

test('accepts words that the code uses', () => {
  expect(glossaryFindings(armIndex)).toEqual([])
})

test('refuses a word the code has left behind', () => {
  expect(glossaryFindings('export const armOrder = 1 // armIndex')).toEqual([
    'docs/glossary.md:3 no identifier contains armIndex'
  ])
})

test('takes words whole', () => {
  expect(glossaryFindings('export const armIndexes = 1')).toEqual([
    'docs/glossary.md:3 no identifier contains armIndex'
  ])
})

test.each([
  ['export const loadModel = armIndex', 'loadModel uses the refused word model'],
  ['export const processArm = armIndex', 'processArm uses the refused word process'],
  [`export { armIndex as doIt } from './arm'`, 'doIt uses the refused word do']
])('refuses %s', (source, problem) => {
  expect(glossaryFindings(source)).toEqual([`packages/a/src/a.ts:1 ${problem}`])
})

test.each([
  ['a noun that is refused as a verb', 'export const batchProcess = armIndex'],
  ['a longer word', 'export const modelled = armIndex'],
  ['a name that is not exported', 'const model = armIndex'],
  ['a field', 'export interface A { model: typeof armIndex }']
])('accepts %s', (_, source) => {
  expect(glossaryFindings(source)).toEqual([])
})

test('accepts a refused word where the page allows it', () => {
  expect(
    glossaryFindings('export const readModel = armIndex', 'packages/datasets/src/a.ts')
  ).toEqual([])
})

test('refuses a missing page and a page without its tables', () => {
  expect(findingsIn(checkGlossary, {})).toEqual(['docs/glossary.md:1 the page does not exist'])
  expect(findingsIn(checkGlossary, { 'docs/glossary.md': '# Glossary' })).toEqual([
    'docs/glossary.md:1 the table of words or of refused words is missing'
  ])
})
