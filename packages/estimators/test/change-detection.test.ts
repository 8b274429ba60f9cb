import {
  addMomentWithRestart,
  changeStatus,
  changeThreshold,
  makeChangeDetector,
  makeMoments,
  observeForChange,
  restartDetector
} from '@stageroute/estimators'

const feed = (
  detector: ReturnType<typeof makeChangeDetector>,
  values: ReadonlyArray<number>,
  arm = 0
): number => values.filter((value) => observeForChange(detector, arm, value) === 1).length

const repeat = (value: number, times: number): ReadonlyArray<number> => Array(times).fill(value)

test('a value that never varies never changes', () => {
  const detector = makeChangeDetector(1, 0.5, 1, changeThreshold.customary)
  expect(feed(detector, repeat(0.3, 3000))).toBe(0)
})

test('a change is found, with its place and the means around it', () => {
  const detector = makeChangeDetector(1, 0.01, 1, changeThreshold.proven)
  feed(detector, repeat(1, 100))
  const alarms = repeat(0, 30).findIndex((value) => feed(detector, [value]) === 1)
  expect(alarms).toBe(4)
  expect(detector).toMatchObject({ pullsBefore: 100, pullsAfter: 5, meanBefore: 1, meanAfter: 0 })
})

test('after a change the arm starts over', () => {
  const detector = makeChangeDetector(1, 0.01, 1, changeThreshold.proven)
  feed(detector, [...repeat(1, 100), ...repeat(0, 5)])
  expect(detector.pulls[0]).toBe(0)
  expect(feed(detector, repeat(0, 500))).toBe(0)
})

test('a price change is found in units of the largest cost', () => {
  const detector = makeChangeDetector(1, 0.01, 0.02, changeThreshold.proven)
  expect(feed(detector, [...repeat(0.004, 300), ...repeat(0.012, 300)])).toBeGreaterThan(0)
  expect(detector.meanBefore).toBeCloseTo(0.004, 12)
  expect(detector.meanAfter).toBeCloseTo(0.012, 12)
})

test('arms do not share their past', () => {
  const detector = makeChangeDetector(2, 0.01, 1, changeThreshold.proven)
  feed(detector, repeat(1, 200), 0)
  expect(feed(detector, repeat(0, 200), 1)).toBe(0)
  expect(Array.from(detector.pulls)).toEqual([200, 200])
})

test('a detector can be told to start over', () => {
  const detector = makeChangeDetector(1, 0.01, 1, changeThreshold.proven)
  feed(detector, repeat(1, 200))
  restartDetector(detector, 0)
  expect(feed(detector, repeat(0, 200))).toBe(0)
})

test('statistics restart with the value that told of the change', () => {
  const detector = makeChangeDetector(1, 0.01, 1, changeThreshold.proven)
  const moments = makeMoments(1)
  for (const value of repeat(1, 100)) addMomentWithRestart(detector, moments, 0, value)
  expect(moments.weight[0]).toBe(100)
  while (addMomentWithRestart(detector, moments, 0, 0) === changeStatus.unchanged);
  expect([moments.weight[0], moments.mean[0]]).toEqual([1, 0])
})

test.each([
  ['a value above the scale', 0, 2.5],
  ['a negative value', 0, -0.1],
  ['a value that is no number', 0, NaN],
  ['an arm that does not exist', 1, 0.5],
  ['an arm that is not whole', 0.5, 0.5]
])('%s is refused and changes nothing', (_, arm, value) => {
  const detector = makeChangeDetector(1, 0.01, 2, changeThreshold.proven)
  const moments = makeMoments(1)
  addMomentWithRestart(detector, moments, 0, 1)
  const before = structuredClone({ detector, moments })
  expect(addMomentWithRestart(detector, moments, arm, value)).toBe(changeStatus.refused)
  expect(moments).toEqual(before.moments)
  expect(detector).toEqual({ ...before.detector, rejected: 1 })
})
