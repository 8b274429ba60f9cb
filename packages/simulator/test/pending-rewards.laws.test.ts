import * as fc from 'fast-check'
import { makePendingRewards } from '../src/pending-rewards'

interface Due {
  readonly due: number
  readonly query: number
}

/** What comes when, of rewards added in order of query with these delays, taken out query by query. */
const delivered = (delays: ReadonlyArray<number>): ReadonlyArray<Due> => {
  const pending = makePendingRewards()
  const told: Array<Due> = []
  for (let now = 0; now < delays.length + 60; now++) {
    const delay = delays[now]
    if (delay !== undefined) pending.add(now + delay, now, now % 3, now / 1000)
    while (pending.nextDue() <= now) {
      const due = pending.nextDue()
      pending.take((query, arm, reward) => {
        expect([arm, reward]).toEqual([query % 3, query / 1000])
        told.push({ due, query })
      })
    }
  }
  expect(pending.nextDue()).toBe(Infinity)
  return told
}

test('rewards come when they are due, those of one moment by query', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 }), { maxLength: 80 }), (delays) => {
      const expected = delays
        .map((delay, query) => ({ due: query + delay, query }))
        .sort((a, b) => a.due - b.due || a.query - b.query)
      expect(delivered(delays)).toEqual(expected)
    })
  )
})
