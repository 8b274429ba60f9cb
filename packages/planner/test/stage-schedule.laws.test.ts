import * as fc from 'fast-check'
import { isStageDue, stageEnd, stageStarts } from '@stageroute/planner'

const schedule = fc
  .integer({ min: 1, max: 200 })
  .chain((stages) => fc.tuple(fc.integer({ min: stages, max: 1_000_000 }), fc.constant(stages)))

test('stages start at 0, strictly later each time, and before the last query ends', () => {
  fc.assert(
    fc.property(schedule, ([queries, stages]) => {
      const starts = stageStarts(queries, stages)
      expect(starts.length).toBe(stages)
      expect(starts[0]).toBe(0)
      expect(starts.slice(1).every((start, k) => start > (starts[k] ?? 0))).toBe(true)
      expect(starts.at(-1)).toBeLessThan(queries)
      expect(starts.every(Number.isInteger)).toBe(true)
    })
  )
})

test('lengths differ by at most one and sum to all queries', () => {
  fc.assert(
    fc.property(schedule, ([queries, stages]) => {
      const starts = [...stageStarts(queries, stages), queries]
      const lengths = starts.slice(1).map((end, k) => end - (starts[k] ?? 0))
      const sorted = [...lengths].sort((a, b) => a - b)
      expect((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)).toBeLessThanOrEqual(1)
      expect(lengths.reduce((a, b) => a + b, 0)).toBe(queries)
    })
  )
})

test('the stages that are due one after the other are those that were listed', () => {
  const small = fc
    .integer({ min: 1, max: 40 })
    .chain((count) => fc.tuple(fc.integer({ min: count, max: 300 }), fc.constant(count)))
  fc.assert(
    fc.property(small, ([queries, count]) => {
      const starts = [0]
      for (let query = 0; query < queries; query++) {
        const firstQuery = starts.at(-1) ?? 0
        const progress = { startedAt: 0, now: 0, firstQuery, query, newcomers: 0, drains: [] }
        if (isStageDue({ _tag: 'stages', count, queries }, progress)) starts.push(query)
      }
      expect(starts).toEqual(stageStarts(queries, count))
    })
  )
})

test('a stage by the clock ends after it began, within one period, on a moment of the clock', () => {
  const tick = fc.integer({ min: -1000, max: 1000 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), tick, tick, (steps, from, startedAt) => {
      const every = steps / 10
      const progress = { startedAt, now: startedAt, firstQuery: 0, query: 0, newcomers: 0 }
      const end = stageEnd({ _tag: 'clock', every, from }, { ...progress, drains: [] }).at ?? NaN
      expect(end).toBeGreaterThan(startedAt)
      expect(end).toBeLessThanOrEqual(startedAt + every + 1e-9)
      const ticks = (end - from) / every
      expect(Math.abs(ticks - Math.round(ticks))).toBeLessThan(1e-9)
    })
  )
})
