import * as fc from 'fast-check'
import { completeTable, makeLoggedReplay, type OutcomeTable } from '../src'
import { tableOf } from './builders'

const cell = fc.option(
  fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 1000 })),
  { freq: 4 }
)

const table = fc
  .integer({ min: 1, max: 4 })
  .chain((arms) =>
    fc.array(
      fc.tuple(fc.constantFrom('x', 'y'), fc.array(cell, { minLength: arms, maxLength: arms })),
      { minLength: 1, maxLength: 30 }
    )
  )
  .map((rows) =>
    tableOf(
      ...rows.map(
        ([category, cells]) =>
          [
            category,
            ...cells.map((known) => known && ([known[0] / 100, known[1] / 100] as const))
          ] as const
      )
    )
  )

/** Mean over the known cells of an arm in a category. */
const knownMean = ({ arms, category, reward, cost }: OutcomeTable, arm: number, group: number) => {
  const rows = [...category.keys()].filter(
    (row) =>
      category[row] === group &&
      !Number.isNaN((reward[row * arms.length + arm] ?? 0) + (cost[row * arms.length + arm] ?? 0))
  )
  const mean = (values: Float64Array): number =>
    rows.reduce((sum, row) => sum + (values[row * arms.length + arm] ?? 0), 0) / rows.length
  return { reward: mean(reward), cost: mean(cost), known: rows.length }
}

test('completing keeps every category mean, leaves no cell unknown and counts what it filled', () => {
  fc.assert(
    fc.property(table, (original) => {
      const { table: full, filledCells, leftOut } = completeTable(original)
      expect([...full.reward, ...full.cost].some(Number.isNaN)).toBe(false)
      const { categories } = makeLoggedReplay(full)
      let known = 0
      full.arms.forEach(({ id }, column) => {
        const arm = original.arms.findIndex((other) => other.id === id)
        original.categoryNames.forEach((_, group) => {
          const mean = knownMean(original, arm, group)
          const place = group * full.arms.length + column
          expect(categories.reward[place]).toBeCloseTo(mean.reward, 12)
          expect(categories.cost[place]).toBeCloseTo(mean.cost, 11)
          known += mean.known
        })
      })
      expect(filledCells).toBe(full.category.length * full.arms.length - known)
      leftOut.forEach((id) => {
        const arm = original.arms.findIndex((other) => other.id === id)
        const covered = original.categoryNames.map((_, g) => knownMean(original, arm, g).known)
        expect(Math.min(...covered)).toBe(0)
      })
      expect(leftOut.length + full.arms.length).toBe(original.arms.length)
    })
  )
})
