import { examplesOfPage, examplesOfSource } from '../../src/examples/extract'
import { lines } from '../repository-of'

test('a page gives its ts blocks, with the line of their first line', () => {
  const page = lines(
    '# Title',
    '```ts',
    'a()',
    'b()',
    '```',
    '```ts no-run',
    'c()',
    '```',
    '```json',
    '{}',
    '```'
  )
  expect(examplesOfPage('README.md', page)).toEqual([
    { file: 'README.md', line: 3, code: 'a()\nb()', isRun: true },
    { file: 'README.md', line: 7, code: 'c()', isRun: false }
  ])
})

test('a source gives the bodies of its @example tags, with or without fences', () => {
  const source = lines(
    'const text = "/** @example no() */"',
    '/**',
    ' * Adds.',
    ' *',
    ' * @since 0.1.0',
    ' * @example',
    ' * add(1, {',
    ' *   by: 2',
    ' * })',
    ' *',
    ' * @category kernel',
    ' */',
    'export interface Port {',
    '  /**',
    '   * @example',
    '   * ```ts no-run',
    '   * sub(1, 2)',
    '   * ```',
    '   */',
    '  readonly sub: number',
    '}'
  )
  expect(examplesOfSource('packages/a/src/a.ts', source)).toEqual([
    { file: 'packages/a/src/a.ts', line: 7, code: 'add(1, {\n  by: 2\n})', isRun: true },
    { file: 'packages/a/src/a.ts', line: 17, code: 'sub(1, 2)', isRun: false }
  ])
})
