import { largestDifference, median, medianRatio, timePaired } from '../src/paired'

test('the median is the middle, or the mean of the two middles', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

test('contenders take turns on the same problems and warm-up is not counted', () => {
  const calls: Array<string> = []
  let now = 0
  const contender = (name: string, cost: number) => ({
    name,
    solve: (i: number) => {
      calls.push(`${name}${i}`)
      now += cost
      return i
    }
  })
  const [fast, slow] = timePaired([contender('f', 1), contender('s', 5)], 2, 4, () => now)
  expect(calls.slice(0, 4)).toEqual(['f0', 'f1', 's0', 's1'])
  expect(calls).toHaveLength(2 * 2 * (3 + 4))
  expect(fast?.microseconds).toEqual([1000, 1000, 1000, 1000])
  expect(medianRatio(slow ?? fail(), fast ?? fail())).toBe(5)
})

test('answers are compared problem by problem', () => {
  const same = { name: 'a', solve: (i: number) => i }
  expect(largestDifference(same, { name: 'b', solve: (i) => i + (i === 2 ? 0.5 : 0) }, 4)).toBe(0.5)
})
