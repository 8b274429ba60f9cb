import { ratioText, spreadText, tableLines, timeText } from '../src/table'

test.each([
  [0.2543, '0.254 us'],
  [12.34, '12.3 us'],
  [4567, '4.57 ms'],
  [2_500_000, '2.5 s']
])('%p microseconds read as %s', (microseconds, text) => expect(timeText(microseconds)).toBe(text))

test('a spread is the middle with its ends', () => {
  expect(spreadText([3, 1, 2])).toBe('2 us (1 us - 3 us)')
  expect(spreadText([])).toBe('none')
})

test('a ratio has the digits it deserves', () => {
  expect([1.26, 52.4, Number.NaN].map(ratioText)).toEqual(['1.3x', '52x', '-'])
})

test('columns of a table line up', () => {
  expect(
    tableLines([
      ['a', 'long'],
      ['wide', 'b']
    ])
  ).toEqual(['a     long', 'wide  b'])
})
