import { lineDiff } from '../src/line-diff'

test('equal texts have no difference', () => {
  expect(lineDiff('a\nb\n', 'a\nb\n')).toEqual([])
})

test('what a text lost and gained, in order', () => {
  expect(lineDiff('a\nb\nc\n', 'a\nc\nd\nb2\n')).toEqual(['- b', '+ d', '+ b2'])
})

test('a line that occurs once less is lost once', () => {
  expect(lineDiff('}\n}\n', '}\n')).toEqual(['- }'])
})
