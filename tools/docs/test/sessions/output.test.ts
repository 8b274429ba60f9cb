import { matchesOutput } from '../../src'

test.each([
  ['equal texts', 'reward 0.71\ncost 0.02', 'reward 0.71\ncost 0.02\n'],
  ['trailing blanks', 'reward 0.71', 'reward 0.71  \n\n'],
  ['an ellipsis within a line', 'took … ms', 'took 12.5 ms\n'],
  ['an ellipsis for lines', 'first\n…\nlast', 'first\na\nb\nlast\n'],
  ['an ellipsis for no line', 'first\n…\nlast', 'first\nlast\n'],
  ['an ellipsis at the end', 'first\n…', 'first\na\nb\n']
])('accepts %s', (_, shown, printed) => {
  expect(matchesOutput(shown, printed)).toBe(true)
})

test.each([
  ['another value', 'reward 0.71', 'reward 0.72\n'],
  ['a missing line', 'first\nlast', 'first\n'],
  ['a line too many', 'first', 'first\nlast\n'],
  ['an ellipsis reaching over a line', 'took … ms', 'took\n12 ms\n'],
  ['characters that are special in patterns', 'a.c', 'abc\n']
])('refuses %s', (_, shown, printed) => {
  expect(matchesOutput(shown, printed)).toBe(false)
})
