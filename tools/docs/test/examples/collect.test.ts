import {
  checkAssertions,
  checkFenceLanguages,
  checkReadmeExamples,
  collectExamples,
  nameOf
} from '../../src'
import { findingsIn, lines, repositoryOf } from '../repository-of'

const block = lines('```ts', '1 + 1 // => 2', '```')

test('examples come from the pages for readers and from package sources', () => {
  const tag = lines('/**', ' * @example', ' * 1 + 1 // => 2', ' */')
  const examples = collectExamples(
    repositoryOf({
      'README.md': block,
      'docs/conventions.md': block,
      'packages/a/README.md': block,
      'packages/a/src/a.ts': tag,
      'packages/a/test/a.test.ts': tag,
      'tools/docs/README.md': block
    })
  )
  expect(examples.map(nameOf)).toEqual([
    'README.md:2',
    'docs/conventions.md:2',
    'packages/a/README.md:2',
    'packages/a/src/a.ts:3'
  ])
})

test('refuses a repository without examples', () => {
  expect(findingsIn(checkAssertions, { 'README.md': 'Nothing.' })).toEqual([
    'README.md:1 no example was found anywhere'
  ])
})

test('refuses an example that asserts nothing, unless it is not run', () => {
  expect(
    findingsIn(checkAssertions, {
      'README.md': lines('```ts', 'run()', '```', '```ts no-run', 'run()', '```')
    })
  ).toEqual(['README.md:2 asserts nothing: add `// => value`'])
})

test('refuses an assertion that would be passed over', () => {
  expect(
    findingsIn(checkAssertions, { 'README.md': lines('```ts', 'a()', 'return // => 2', '```') })
  ).toEqual([expect.stringMatching(/^README\.md:3 an assertion stands behind an expression/)])
})

test('refuses a package whose README is missing or runs nothing', () => {
  expect(
    findingsIn(checkReadmeExamples, {
      'packages/good/package.json': '{}',
      'packages/good/README.md': block,
      'packages/idle/package.json': '{}',
      'packages/idle/README.md': block.replace('ts', 'ts no-run'),
      'packages/silent/package.json': '{}'
    })
  ).toEqual([
    'packages/idle/README.md:1 no example is run',
    'packages/silent/README.md:1 no example is run'
  ])
})

test('refuses code fenced so that nothing reads it', () => {
  expect(
    findingsIn(checkFenceLanguages, { 'README.md': lines(block, '```js', '1 + 1', '```') })
  ).toEqual(['README.md:4 a block of js is not checked: fence it as ts'])
})

test.each([
  ['on the line of its tag', [' * @example 1 + 1 // => 2']],
  ['fenced otherwise', [' * @example', ' * ```typescript', ' * 1 + 1 // => 2', ' * ```']]
])('refuses an @example %s', (_, tag) => {
  const source = lines('/**', ...tag, ' */', 'export const a = 1')
  expect(findingsIn(checkAssertions, { 'packages/a/src/a.ts': source })).not.toEqual([])
})
