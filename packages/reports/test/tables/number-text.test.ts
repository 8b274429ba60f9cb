import {
  amountText,
  differenceText,
  estimateText,
  numberText,
  percentText
} from '../../src/tables/number-text'

const estimate = (mean: number, low: number, high: number) => ({ mean, low, high })

test.each([
  [0, '0.0000'],
  [0.00048721, '0.000487'],
  [0.5602, '0.5602'],
  [-12.34, '−12.3'],
  [36_497, '36,497'],
  [1_234_567.8, '1,234,568'],
  [Number.NaN, 'none']
])('%p is told as %s', (value, text) => {
  expect(numberText(value)).toBe(text)
})

test('an interval has the decimals of its mean', () => {
  expect(estimateText(estimate(0.98765, 0.98, 1.00001), 4)).toBe('0.9877 [0.9800, 1.0000]')
})

test('a difference has its sign', () => {
  expect(differenceText(estimate(0.012, -0.001, 0.025), 3)).toBe('+0.012 [−0.001, +0.025]')
})

test('amounts of a hundred and more are whole', () => {
  expect(amountText(estimate(1234.5, 999.6, 1500))).toBe('1,235 [1,000, 1,500]')
  expect(amountText(estimate(12.34, 11, 13))).toBe('12.3 [11.0, 13.0]')
})

test('a share that is not zero does not read as zero', () => {
  expect([0, 0.0004, 0.123].map(percentText)).toEqual(['0.0 %', '0.04 %', '12.3 %'])
})
