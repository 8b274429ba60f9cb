import * as fc from 'fast-check'
import {
  addArm,
  makeArmTable,
  mergeTables,
  observeCost,
  observeReward,
  restoreTable,
  setCostPrior,
  snapshotTable,
  type ArmTable
} from '@stageroute/estimators'
import { cost, reward } from './arbitraries'

const settings = { seed: 20_261_202, numRuns: 100 }
const arms = 3

const step = fc.record({
  arm: fc.integer({ min: 0, max: arms }),
  reward: fc.option(reward),
  weight: fc.constantFrom(1, 1, 4, 1 / 0.3),
  cost: fc.option(cost)
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
const steps = fc.array(step, { maxLength: 60 })

const tableOf = (seen: ReadonlyArray<Step>): ArmTable => {
  const table = makeArmTable(arms + 1)
  for (let arm = 0; arm < arms; arm++) addArm(table)
  setCostPrior(table, 1, 0.003, 2.5)
  for (const one of seen) {
    if (one.reward !== null) observeReward(table, one.arm, one.reward, one.weight)
    if (one.cost !== null) observeCost(table, one.arm, one.cost)
  }
  return table
}

const mergeOf = (left: ArmTable, right: ArmTable): ArmTable => {
  const merged = mergeTables(left, right)
  if (merged._tag === 'Left') throw new Error(merged.left.problem)
  return merged.right
}

const expectClose = (left: ArmTable, right: ArmTable): void => {
  expect([left.size, left.rejected]).toEqual([right.size, right.rejected])
  for (const side of ['reward', 'cost'] as const)
    for (const statistic of ['weight', 'weightSquares', 'mean', 'squares'] as const)
      left[side][statistic].forEach((value, arm) => {
        const scale = Math.max(1, Math.abs(value))
        expect(right[side][statistic][arm] / scale).toBeCloseTo(value / scale, 12)
      })
}

test('merging commutes to the last bit', () => {
  fc.assert(
    fc.property(steps, steps, (a, b) => {
      expect(mergeOf(tableOf(a), tableOf(b))).toEqual(mergeOf(tableOf(b), tableOf(a)))
    }),
    settings
  )
})

test('merging associates to rounding and is the table of all observations', () => {
  fc.assert(
    fc.property(steps, steps, steps, (a, b, c) => {
      const [left, middle, right] = [tableOf(a), tableOf(b), tableOf(c)]
      const merged = mergeOf(mergeOf(left, middle), right)
      expectClose(merged, mergeOf(left, mergeOf(middle, right)))
      expectClose(merged, tableOf([...a, ...b, ...c]))
    }),
    settings
  )
})

test('restoring a snapshot is the identity to the last bit', () => {
  fc.assert(
    fc.property(steps, (seen) => {
      const table = tableOf(seen)
      const restored = makeArmTable(arms + 1)
      const document: unknown = JSON.parse(JSON.stringify(snapshotTable(table)))
      expect(restoreTable(restored, document)._tag).toBe('Right')
      expect(restored).toEqual(table)
    }),
    settings
  )
})

test('a snapshot with any digit changed is refused, or says the same', () => {
  fc.assert(
    fc.property(steps, fc.nat(), fc.integer({ min: 1, max: 9 }), (seen, place, by) => {
      const text = JSON.stringify(snapshotTable(tableOf(seen)))
      const digits = [...text.matchAll(/\d/g)]
      const at = digits[place % digits.length]?.index ?? 0
      const changed = (Number(text[at]) + by) % 10
      const spoilt = text.slice(0, at) + String(changed) + text.slice(at + 1)
      let document: unknown
      try {
        document = JSON.parse(spoilt)
      } catch {
        return
      }
      // Past the seventeenth digit a double may be the same.
      if (JSON.stringify(document) === text) return
      const table = makeArmTable(arms + 1)
      expect(restoreTable(table, document)._tag).toBe('Left')
      expect(table).toEqual(makeArmTable(arms + 1))
    }),
    settings
  )
})
