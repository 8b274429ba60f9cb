import { instrument } from '../../src/examples/instrument'
import { lines } from '../repository-of'

test('counts what is asserted', () => {
  expect(instrument(lines('a() // => 1', 'b() // a remark', 'const c = 2 // => 2'))).toMatchObject({
    assertions: 2,
    faults: []
  })
})

test.each([
  ['on a line of its own', lines('a()', '// => 1'), 2],
  ['inside a block', lines('if (a) {', '  a() // => 1', '}'), 2],
  ['behind a pattern', 'const { a } = b // => 1', 1],
  ['behind two declarations', 'const a = 1, b = 2 // => 2', 1],
  ['on a line that the next one continues', lines('const a = b // => 1', '[a]'), 1],
  ['inside an expression', lines('a(', '  1, // => 1', '  2', ')'), 2]
])('finds fault with an assertion %s', (_, code, line) => {
  expect(instrument(code)).toMatchObject({ assertions: 0, faults: [{ line }] })
})
