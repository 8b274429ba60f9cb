import { makeNearest } from '../../src/contextual/nearest'

const offerAll = (
  most: number,
  offered: ReadonlyArray<readonly [gap: number, value: number]>
): ReturnType<typeof makeNearest> => {
  const nearest = makeNearest(most)
  for (const [gap, value] of offered) {
    if (gap < (nearest.limit[0] ?? NaN)) nearest.offer(gap, value)
  }
  return nearest
}

test('the values of the smallest gaps are kept, as sorting finds them', () => {
  const offered = Array.from({ length: 500 }, (_, i) => [(i * 0.618033988749895) % 1, i] as const)
  const smallest = [...offered].sort(([a], [b]) => a - b).slice(0, 37)
  expect(offerAll(37, offered).total()).toBe(smallest.reduce((sum, [, value]) => sum + value, 0))
})

test('while there is room all are kept', () => {
  const nearest = offerAll(3, [
    [5, 1],
    [Infinity, 100],
    [2, 10]
  ])
  expect([nearest.count, nearest.total(), nearest.limit[0]]).toEqual([2, 11, Infinity])
})

test('of equal gaps those offered first stay', () => {
  const offered = [
    [1, 1],
    [1, 10],
    [1, 100],
    [0, 1000]
  ] as const
  expect(offerAll(2, offered.slice(0, 3)).total()).toBe(11)
  expect(offerAll(2, offered).count).toBe(2)
  expect(offerAll(2, offered).total()).toBeGreaterThanOrEqual(1001)
})

test('what was cleared is forgotten', () => {
  const nearest = offerAll(2, [
    [1, 1],
    [2, 2]
  ])
  nearest.clear()
  nearest.offer(9, 5)
  expect([nearest.count, nearest.total(), nearest.limit[0]]).toEqual([1, 5, Infinity])
})
