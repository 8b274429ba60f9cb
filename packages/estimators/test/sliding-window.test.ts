import {
  dropBefore,
  makeSlidingWindow,
  observeInWindow,
  windowMean,
  windowPulls,
  windowRadius,
  windowVariance
} from '@stageroute/estimators'

const windowOf = (length: number, values: ReadonlyArray<number>) => {
  const window = makeSlidingWindow(2, length)
  values.forEach((value, query) => observeInWindow(window, 1, value, query))
  return window
}

test('an empty window has no mean, no variance and the widest radius', () => {
  const window = makeSlidingWindow(1, 3)
  expect([windowPulls(window, 0), windowMean(window, 0), windowVariance(window, 0)]).toEqual([
    0, 0, 0
  ])
  expect(windowRadius(window, 0, 1, 0.5)).toBe(0.5)
})

test('a full window drops the oldest value', () => {
  const window = windowOf(3, [1, 1, 0, 0.5, 0.25])
  expect(windowPulls(window, 1)).toBe(3)
  expect(windowMean(window, 1)).toBe(0.25)
})

test('a window of one value is that value', () => {
  const window = windowOf(1, [1, 0.5, 0.25])
  expect([windowMean(window, 1), windowVariance(window, 1)]).toEqual([0.25, 0])
})

test('arms do not share their windows', () => {
  const window = windowOf(3, [1, 1, 1, 1])
  expect(windowPulls(window, 0)).toBe(0)
})

test('values before a query are dropped', () => {
  const window = windowOf(4, [1, 1, 0, 0, 0.5])
  dropBefore(window, 1, 3)
  expect(windowPulls(window, 1)).toBe(2)
  expect(windowMean(window, 1)).toBe(0.25)
})

test('a window can be emptied and used again', () => {
  const window = windowOf(3, [1, 0, 0.5, 1])
  dropBefore(window, 1, 100)
  expect([windowPulls(window, 1), windowMean(window, 1), windowVariance(window, 1)]).toEqual([
    0, 0, 0
  ])
  observeInWindow(window, 1, 0.75, 100)
  expect([windowPulls(window, 1), windowMean(window, 1)]).toEqual([1, 0.75])
})

test('the radius shrinks with the values in the window, and no further', () => {
  expect(windowRadius(windowOf(8, Array(8).fill(0.5)), 1, 4, 1)).toBe(0.5)
  expect(windowRadius(windowOf(8, Array(50).fill(0.5)), 1, 4, 1)).toBe(0.5)
})

test.each([
  ['a value that is not finite', 0, Infinity, 0],
  ['an arm that does not exist', 2, 0.5, 0],
  ['arm -1', -1, 0.5, 0],
  ['a query that is not whole', 0, 0.5, 0.5],
  ['a query before the first', 0, 0.5, -1]
])('%s is counted and changes nothing', (_, arm, value, query) => {
  const window = windowOf(3, [1, 0])
  const before = structuredClone(window)
  expect(observeInWindow(window, arm, value, query)).toBe(false)
  expect(window).toEqual({ ...before, rejected: 1 })
})
