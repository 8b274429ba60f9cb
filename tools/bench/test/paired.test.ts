import { largestDifference, median, medianRatio, timePaired } from '../src/paired'

test('the median is the middle, or the mean of the two middles', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

/** Contenders that need so many milliseconds for a problem, by a clock of their own. */
const makeMachine = () => {
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
  return { calls, clock: () => now, contender }
}

test('contenders take turns on the same problems and warm-up is not counted', () => {
  const { calls, clock, contender } = makeMachine()
  const contenders = [contender('f', 1), contender('s', 5)]
  const settings = { problems: 2, rounds: 4, clock, sampleMs: 0, warmUpMs: 0 }
  const [fast, slow] = timePaired(contenders, settings)
  expect(calls.slice(0, 8)).toEqual(['f0', 'f1', 's0', 's1', 'f0', 'f1', 's0', 's1'])
  expect(calls).toHaveLength(2 * 2 * (1 + 4))
  expect(fast?.microseconds).toEqual([1000, 1000, 1000, 1000])
  expect(medianRatio(slow ?? fail(), fast ?? fail())).toBe(5)
})

test('a fast contender passes over the problems as often as a sample needs, and time is still per solve', () => {
  const { calls, clock, contender } = makeMachine()
  const settings = { problems: 2, rounds: 1, clock, sampleMs: 20, warmUpMs: 50 }
  const [fast] = timePaired([contender('f', 1)], settings)
  expect(calls.length).toBeGreaterThan(50)
  expect(fast?.microseconds).toEqual([1000])
})

test('answers are compared problem by problem, and one without an answer is not overlooked', () => {
  const same = { name: 'a', solve: (i: number) => i }
  expect(largestDifference(same, { name: 'b', solve: (i) => i + (i === 2 ? 0.5 : 0) }, 4)).toBe(0.5)
  const none = { name: 'c', solve: (i: number) => (i === 1 ? Number.NaN : i) }
  expect(largestDifference(same, none, 4)).toBeNaN()
})
