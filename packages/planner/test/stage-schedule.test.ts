import { stageStarts } from '@stageroute/planner'

test('one stage starts at the first query', () => {
  expect(stageStarts(36_497, 1)).toEqual([0])
})

test('a remainder makes some stages longer by one', () => {
  expect(stageStarts(10, 4)).toEqual([0, 2, 5, 7])
})

test('as many stages as queries are one query each', () => {
  expect(stageStarts(4, 4)).toEqual([0, 1, 2, 3])
})
