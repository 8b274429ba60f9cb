import { makeAdoption } from '../src/adoption'
import { oracleOf } from './builders'

/** Routes by `arm(query)` for some queries, in the stage that `stage(query)` names. */
const play = (
  arrivedAt: ReadonlyArray<number>,
  oracle: ReturnType<typeof oracleOf>,
  queries: number,
  arm: (query: number) => number,
  stage: (query: number) => number = () => 0
): ReadonlyArray<number> => {
  const adoption = makeAdoption(arrivedAt, oracle)
  for (let query = 0; query < queries; query++) adoption.record(query, stage(query), arm(query))
  return adoption.finish()
}

const even = oracleOf([0, 1, [0.5, 0.5]])

test('an arm is adopted when it took 80 % of its share of the last 500 queries', () => {
  // 0.8 x 0.5 x 500 = 200 queries: arm 0 has had them after 200, then arm 1 after 400.
  expect(play([0, 0], even, 500, (query) => (query < 200 ? 0 : 1))).toEqual([200, 400])
})

test('adoption counts from the arrival of the arm', () => {
  expect(play([0, 150], even, 500, (query) => (query < 200 ? 0 : 1))).toEqual([200, 250])
})

test('one query less than 80 % is not enough', () => {
  expect(play([0, 0], even, 1000, (query) => (query < 199 ? 0 : -1))[0]).toBe(Infinity)
  expect(play([0, 0], even, 1000, (query) => (query < 200 ? 0 : -1))[0]).toBe(200)
})

test('queries older than 500 are forgotten', () => {
  // 100 early ones, then none for 450: the second hundred comes when the first have left the window.
  const late = (query: number): number => (query < 100 || (query >= 550 && query < 650) ? 0 : -1)
  expect(play([0, 0], even, 1000, late)[0]).toBe(Infinity)
  const inTime = (query: number): number => (query < 100 || (query >= 400 && query < 500) ? 0 : -1)
  expect(play([0, 0], even, 1000, inTime)[0]).toBe(500)
})

test('once adopted stays adopted', () => {
  expect(play([0, 0], even, 3000, (query) => (query < 200 ? 0 : 1))[0]).toBe(200)
})

test('arms that the oracle never uses do not count', () => {
  expect(play([0, 0], oracleOf([0, 1, [1, 0]]), 500, () => 0)).toEqual([400])
  expect(play([0, 0], oracleOf([0, 1, [1, 1e-15]]), 500, () => 0)).toEqual([400])
})

test('the share that counts is that of the current stage', () => {
  const oracle = oracleOf([0, 1, [1, 0]], [500, 1, [0.75, 0.25]])
  const found = play(
    [0, 500],
    oracle,
    1000,
    (query) => (query % 5 === 0 ? 1 : 0),
    (query) => (query < 500 ? 0 : 1)
  )
  // Arm 1 had its 100 queries before the oracle wanted it: it is adopted at the first query of that stage.
  expect(found).toEqual([500, 1])
})

test('an arm that the oracle stopped using is not adopted in the meantime', () => {
  const oracle = oracleOf([0, 1, [0.2, 0.8]], [10, 1, [0, 1]])
  expect(
    play(
      [0, 0],
      oracle,
      600,
      () => 0,
      (query) => (query < 10 ? 0 : 1)
    )
  ).toEqual([Infinity, Infinity])
})
