import { studentQuantile } from '../src'

/** Two-sided, from the tables that every textbook prints; these from Abramowitz and Stegun 1964, table 26.10. */
const published: ReadonlyArray<readonly [coverage: number, freedom: number, t: number]> = [
  [0.95, 1, 12.706],
  [0.95, 2, 4.303],
  [0.95, 3, 3.182],
  [0.95, 4, 2.776],
  [0.95, 5, 2.571],
  [0.95, 9, 2.262],
  [0.95, 10, 2.228],
  [0.95, 19, 2.093],
  [0.95, 20, 2.086],
  [0.95, 29, 2.045],
  [0.95, 30, 2.042],
  [0.95, 60, 2.0],
  [0.95, 120, 1.98],
  [0.8, 7, 1.415],
  [0.9, 5, 2.015],
  [0.9, 24, 1.711],
  [0.99, 1, 63.657],
  [0.99, 5, 4.032],
  [0.99, 10, 3.169],
  [0.999, 15, 4.073]
]

test.each(published)('coverage %d with %d degrees of freedom is t = %d', (coverage, freedom, t) => {
  expect(studentQuantile(coverage, freedom).toFixed(3)).toBe(t.toFixed(3))
})

test('one and two degrees have closed forms', () => {
  for (const coverage of [0.01, 0.5, 0.9, 0.95, 0.99, 0.999]) {
    expect(studentQuantile(coverage, 1)).toBeCloseTo(Math.tan((Math.PI * coverage) / 2), 9)
    expect(studentQuantile(coverage, 2)).toBeCloseTo(
      coverage * Math.sqrt(2 / (1 - coverage ** 2)),
      9
    )
  }
})

test('with many degrees it is that of the normal distribution', () => {
  expect(studentQuantile(0.95, 100_000)).toBeCloseTo(1.96, 4)
  expect(studentQuantile(0.95, 99_999)).toBeCloseTo(1.96, 4)
})
