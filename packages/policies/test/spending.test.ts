import { beginQuery, horizonOf, isUsedUp, keepSpending, makeSpending, spend } from '../src/spending'
import { settingsWith } from './settings'

test('a query knows what the one before it cost, which is nothing where nothing was booked', () => {
  const spending = makeSpending()
  expect(beginQuery(spending)).toBe(0)
  spend(spending, 0.25)
  expect(beginQuery(spending)).toBe(0.25)
  expect(beginQuery(spending)).toBe(0)
  expect(spending).toEqual({ done: 3, spent: 0.25, lastCost: 0 })
})

test('the whole budget is used up when more than it is spent, and never where there is no whole', () => {
  const settings = settingsWith({ budget: 0.25, queries: 4 })
  expect(isUsedUp({ done: 3, spent: 1, lastCost: 0 }, settings)).toBe(false)
  expect(isUsedUp({ done: 3, spent: 1.25, lastCost: 0 }, settings)).toBe(true)
  expect(isUsedUp({ done: 3, spent: 9, lastCost: 0 }, { ...settings, queries: null })).toBe(false)
})

test('a horizon that nobody knows doubles', () => {
  const horizons = [0, 1, 2, 3, 4, 5, 8, 9].map((done) =>
    horizonOf({ done, spent: 0, lastCost: 0 }, settingsWith({ queries: null }))
  )
  expect(horizons).toEqual([1, 1, 2, 4, 4, 8, 8, 16])
  const known = settingsWith({ queries: 77 })
  expect(horizonOf({ done: 3, spent: 0, lastCost: 0 }, known)).toBe(77)
})

test('what is kept is put back, and nonsense is refused', () => {
  const spending = makeSpending()
  beginQuery(spending)
  spend(spending, 0.1)
  const part = keepSpending(spending)
  const kept = part.snapshot() as { figures: Record<string, number> }
  beginQuery(spending)
  const opened = part.open(kept)
  if (opened._tag === 'Right') opened.right()
  expect(spending).toEqual({ done: 1, spent: 0.1, lastCost: 0.1 })
  const other = keepSpending({ done: 1, spent: 0.1, lastCost: 0.2 }).snapshot()
  expect(part.open(other)).toMatchObject({ left: { field: 'figures' } })
})
