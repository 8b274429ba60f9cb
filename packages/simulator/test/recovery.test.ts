import { dropAt, withShifts } from '../src'
import { makeRecovery } from '../src/recovery'
import { constantEnvironment, oracleOf } from './builders'

const still = constantEnvironment([
  { reward: 1, cost: 0 },
  { reward: 0.5, cost: 0 }
])
const oracle = oracleOf([0, 1, [1, 0]], [1000, 0.5, [0, 1]])

/** Arms that have a true mean reward of `mean(query)`, in a world that changes at some queries. */
const play = (
  changes: ReadonlyArray<number>,
  queries: number,
  mean: (query: number) => number
): ReadonlyArray<number> => {
  const shifts = changes.flatMap((start) => dropAt(still.arms, 0, 0.5, start))
  const recovery = makeRecovery(withShifts(still, shifts), queries, oracle)
  for (let query = 0; query < queries; query++)
    recovery.record(query, query < 1000 ? 0 : 1, mean(query))
  return recovery.finish()
}

test('nothing is to be regained where nothing changes', () => {
  expect(play([], 2000, () => 0)).toEqual([])
})

test('who loses nothing has regained all when 500 queries have come', () => {
  expect(play([1000], 3000, () => 0.5)).toEqual([500])
})

test('what came before the change does not count', () => {
  // Nothing for 100 queries: 450 good ones of the last 500 are 90 %, which is so 550 after the change.
  expect(play([1000], 3000, (query) => (query < 1000 ? 1 : query < 1100 ? 0 : 0.5))).toEqual([550])
})

test('nine tenths of the oracle are enough, and less is not', () => {
  expect(play([1000], 3000, () => 0.451)).toEqual([500])
  expect(play([1000], 3000, () => 0.449)).toEqual([Infinity])
})

test('what is regained after the next change is too late, and truths that do not last do not count', () => {
  const late = (query: number): number => (query < 2000 ? 0 : 0.5)
  expect(play([1000, 2000], 3000, late)).toEqual([Infinity, 500])
  expect(play([1000, 1499], 3000, () => 0.5)).toEqual([500])
  expect(play([1000, 2600], 3000, () => 0.5)).toEqual([500])
})
