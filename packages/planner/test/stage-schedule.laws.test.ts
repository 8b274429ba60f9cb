import * as fc from 'fast-check'
import { stageStarts } from '@stageroute/planner'

const schedule = fc
  .integer({ min: 1, max: 200 })
  .chain((stages) => fc.tuple(fc.integer({ min: stages, max: 1_000_000 }), fc.constant(stages)))

test('stages start at 0, strictly later each time, and before the last query ends', () => {
  fc.assert(
    fc.property(schedule, ([queries, stages]) => {
      const starts = stageStarts(queries, stages)
      expect(starts.length).toBe(stages)
      expect(starts[0]).toBe(0)
      starts.slice(1).forEach((start, k) => expect(start).toBeGreaterThan(starts[k] ?? 0))
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
