import { codeSpans, parseMarkdown, tableRows } from '../src/markdown'
import { lines } from './repository-of'

test('a fence ends at a mark as long as its own', () => {
  const { fences, prose } = parseMarkdown(
    lines('````md flag', '```ts', 'a', '```', '````', 'after', '~~~', '```', '~~~')
  )
  expect(fences).toMatchObject([
    { language: 'md', flags: ['flag'], line: 2, content: ['```ts', 'a', '```'] },
    { language: '', flags: [], line: 8, content: ['```'] }
  ])
  expect(prose).toEqual([{ line: 6, text: 'after' }])
})

test('a block in a list loses the indent of its fence, not its own', () => {
  const { fences } = parseMarkdown(lines('- item', '  ```ts', '  a {', '    b', '', '  ```'))
  expect(fences[0]?.content).toEqual(['a {', '  b', ''])
})

test('rows name their cells by the header of their own table', () => {
  const { prose } = parseMarkdown(
    lines('| a | b |', '|---|:-:|', '| 1 | x \\| y |', '', '| c |', '|---|', '| 3 |')
  )
  expect(tableRows(prose, 'b')).toMatchObject([{ line: 3, cells: { a: '1', b: 'x \\| y' } }])
  expect(tableRows(prose, 'c')).toMatchObject([{ line: 7, cells: { c: '3' } }])
})

test('code spans are what stands between backticks', () => {
  expect(codeSpans('`a`, b and `c d`')).toEqual(['a', 'c d'])
})
