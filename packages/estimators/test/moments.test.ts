import {
  addMoment,
  clearMoments,
  fadeMoments,
  makeMoments,
  mergeMomentsInto,
  pullsOf,
  varianceOf
} from '@stageroute/estimators'

const momentsOf = (...seen: ReadonlyArray<readonly [value: number, weight: number]>) => {
  const moments = makeMoments(1)
  seen.forEach(([value, weight]) => addMoment(moments, 0, value, weight))
  return moments
}

test('nothing seen is no pulls, mean 0, variance 0', () => {
  const moments = makeMoments(2)
  expect([pullsOf(moments, 1), moments.mean[1], varianceOf(moments, 1)]).toEqual([0, 0, 0])
})

test('a weight counts as often as it says in mean and variance', () => {
  const heavy = momentsOf([0.2, 3], [0.6, 1])
  expect(heavy.mean[0]).toBeCloseTo(0.3, 15)
  expect(varianceOf(heavy, 0)).toBeCloseTo(0.03, 15)
  expect(pullsOf(heavy, 0)).toBeCloseTo(16 / 10, 15)
})

test('equal weights of any size count as that many pulls', () => {
  expect(pullsOf(momentsOf([0, 4], [1, 4], [1, 4]), 0)).toBe(3)
})

test('only the entry named is touched', () => {
  const moments = makeMoments(3)
  addMoment(moments, 1, 0.5, 2)
  expect(Array.from(moments.weight)).toEqual([0, 2, 0])
  expect(Array.from(moments.mean)).toEqual([0, 0.5, 0])
})

test('the first value is the mean to the last bit, whatever its weight, and minus zero is zero', () => {
  expect(momentsOf([0.7, 1 / 0.3]).mean[0]).toBe(0.7)
  expect(Object.is(momentsOf([-0, 1]).mean[0], 0)).toBe(true)
})

test('fading keeps mean and variance and takes its share of the pulls', () => {
  const moments = momentsOf([0, 1], [1, 1], [1, 1], [0, 1])
  fadeMoments(moments, 0, 0.25)
  expect([pullsOf(moments, 0), moments.mean[0], varianceOf(moments, 0)]).toEqual([1, 0.5, 0.25])
})

test('faded with every query, unit weights sum to the discounted count', () => {
  const moments = makeMoments(1)
  for (let n = 0; n < 2000; n++) {
    fadeMoments(moments, 0, 0.9)
    addMoment(moments, 0, 0.5, 1)
  }
  expect(pullsOf(moments, 0)).toBeCloseTo(10, 12)
})

test('what has faded to nothing is as if never seen', () => {
  const moments = momentsOf([0.5, 1])
  for (let n = 0; n < 100; n++) fadeMoments(moments, 0, 1e-10)
  expect(moments).toEqual(makeMoments(1))
})

test('cleared moments are as if never seen', () => {
  const moments = momentsOf([0.5, 1], [0.25, 1])
  clearMoments(moments, 0)
  expect(moments).toEqual(makeMoments(1))
})

test('merging may write over either side', () => {
  const left = momentsOf([0, 1], [1, 1])
  mergeMomentsInto(left, momentsOf([0.5, 1], [0.5, 1]), left)
  expect([left.weight[0], left.mean[0], left.squares[0]]).toEqual([4, 0.5, 0.5])
})
