import { makeCurveRecorder } from '../src/curve'

const record = (queries: number, points: number, arm: (query: number) => number) => {
  const recorder = makeCurveRecorder(2, queries, points)
  for (let query = 0; query < queries; query++) {
    recorder.record(arm(query))
    if (recorder.isPoint(query)) recorder.close(query, 10 * query, query)
  }
  return recorder.curve
}

test('points are equally spaced, the last at the end; shares are those since the previous point', () => {
  expect(record(10, 4, (query) => (query < 5 ? 0 : 1))).toEqual({
    query: [2, 5, 7, 10],
    pseudoRegret: [10, 40, 60, 90],
    spend: [1, 4, 6, 9],
    share: [1, 0, 1, 0, 0, 1, 0, 1]
  })
})

test('unserved queries are nobody’s share', () => {
  expect(record(4, 1, (query) => (query === 0 ? 0 : -1)).share).toEqual([0.25, 0])
})

test('there are never more points than queries', () => {
  expect(record(3, 10, () => 0).query).toEqual([1, 2, 3])
})

test('no points when none are wanted', () => {
  expect(record(3, 0, () => 0)).toEqual({ query: [], pseudoRegret: [], spend: [], share: [] })
})
