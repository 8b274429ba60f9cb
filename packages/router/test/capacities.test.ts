import { commit, decide, setAccess } from '@stageroute/router'
import { probabilities, requestWith, serviceOf, type Deployment } from './router-builders'

/** The better arm alone can answer what is special. */
const pair: Deployment = {
  bounds: [
    { arm: 0, reward: 0.5, cost: 0.001, capacity: 1 },
    { arm: 1, reward: 0.9, cost: 0.001, capacity: 0.4 }
  ],
  budget: 1
}

const special = 0b1
const access = { capabilities: 0, regions: -1, contextLength: Infinity, drainsFrom: Infinity }

/** The expected share of arm 1 when a query in so many is special. */
const shareOfBetter = (queries: number, isSpecial: (query: number) => boolean): number => {
  const router = serviceOf(pair)
  setAccess(router, 0, access)
  let share = 0
  for (let query = 0; query < queries; query++) {
    const request = requestWith({ needs: isSpecial(query) ? special : 0 })
    decide(router, request)
    share += probabilities(router)[1] ?? 0
    commit(router, request)
  }
  return share / queries
}

test('where no query is forced, the capacity is that of every query', () => {
  expect(shareOfBetter(1, () => false)).toBe(0.4)
  expect(shareOfBetter(1000, () => false)).toBeCloseTo(0.4, 12)
})

test('what forced queries took beyond the capacity is made up for by the others', () => {
  expect(shareOfBetter(1, () => true)).toBe(1)
  expect(shareOfBetter(3000, (query) => query % 5 === 0)).toBeCloseTo(0.4, 2)
  expect(shareOfBetter(3000, (query) => query % 3 === 0)).toBeCloseTo(0.4, 2)
})

test('more forced queries than the capacity are served all the same', () => {
  expect(shareOfBetter(3000, (query) => query % 2 === 0)).toBeCloseTo(0.5, 2)
})

test('a decision that is not committed takes nothing', () => {
  const router = serviceOf(pair)
  setAccess(router, 0, access)
  decide(router, requestWith({ needs: special }))
  decide(router, requestWith())
  expect(probabilities(router)[1]).toBe(0.4)
})

test('what is missing is refused where that is asked for', () => {
  const router = serviceOf(pair, { shortage: 'refuse' })
  setAccess(router, 0, access)
  decide(router, requestWith({ needs: special }))
  expect(probabilities(router)[1]).toBe(0.4)
  expect(router.record.isRelaxed).toBe(false)
})

test('what was owed long ago is forgotten: a share is one of the recent past', () => {
  const router = serviceOf(pair)
  setAccess(router, 0, access)
  const forced = requestWith({ needs: special })
  for (let query = 0; query < 5000; query++) {
    decide(router, forced)
    commit(router, forced)
  }
  expect(router.owed[1]).toBe(1000)
})

test('what arms owe makes no shortage: debts wait where the arms could carry the query', () => {
  for (const shortage of ['relax', 'refuse'] as const) {
    const router = serviceOf(
      { ...pair, bounds: pair.bounds.map((one) => ({ ...one, capacity: 0.6 })) },
      { shortage }
    )
    const staying = requestWith({ home: 1, homeWorth: 1 })
    for (let query = 0; query < 10; query++) {
      decide(router, staying)
      commit(router, staying)
    }
    decide(router, requestWith())
    expect(router.record.isRelaxed).toBe(false)
    const [first = 0, second = 0] = probabilities(router)
    expect(first).toBeCloseTo(0.6, 12)
    expect(second).toBeCloseTo(0.4, 12)
  }
})

test('rounding raises no capacity above what it is: a share stays within one', () => {
  for (let hundredth = 1; hundredth <= 100; hundredth++) {
    const bounds = [{ arm: 0, reward: 0.5, cost: 0, capacity: hundredth / 100 }]
    const router = serviceOf({ bounds, budget: 1 })
    for (let query = 0; query < 20; query++) {
      decide(router, requestWith())
      expect(probabilities(router)[0]).toBeLessThanOrEqual(1)
      commit(router, requestWith())
    }
  }
})
