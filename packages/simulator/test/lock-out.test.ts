import { makeLockOut } from '../src/lock-out'
import { oracleOf } from './builders'

/** Whether somebody is locked out of 100 queries of which the last 20 are routed as said; before, everything goes to arm 0. */
const isLockedOut = (
  oracle: ReturnType<typeof oracleOf>,
  last: (query: number) => number
): boolean => {
  const lockOut = makeLockOut(2, 100, oracle)
  for (let query = 0; query < 100; query++) {
    lockOut.record(query, query < 90 ? 0 : 1, query < 80 ? 0 : last(query))
  }
  return lockOut.finish()
}

const even = oracleOf([0, 1, [0.5, 0.5]], [90, 1, [0.5, 0.5]])

test('an arm at less than a fifth of its oracle share in the last fifth is locked out', () => {
  // The oracle gives each arm 10 of the last 20 queries: two are enough, one is not.
  expect(isLockedOut(even, (query) => (query < 82 ? 1 : 0))).toBe(false)
  expect(isLockedOut(even, (query) => (query < 81 ? 1 : 0))).toBe(true)
})

test('what happened before the last fifth does not count', () => {
  expect(isLockedOut(even, () => 1)).toBe(true)
})

test('stages of the last fifth are summed', () => {
  const late = oracleOf([0, 1, [1, 0]], [90, 1, [0.5, 0.5]])
  // Expected 15 and 5 queries.
  expect(isLockedOut(late, (query) => (query < 81 ? 1 : 0))).toBe(false)
  expect(isLockedOut(late, () => 0)).toBe(true)
})

test('arms outside the mix of the oracle cannot be locked out', () => {
  expect(isLockedOut(oracleOf([0, 1, [1, 0]], [90, 1, [1, 1e-15]]), () => 0)).toBe(false)
})

test('unserved queries serve nobody', () => {
  expect(isLockedOut(oracleOf([0, 1, [1, 0]], [90, 1, [1, 0]]), () => -1)).toBe(true)
})
