import * as fc from 'fast-check'
import { costLowerBound, rewardUpperBound, type PaperIndex } from '@stageroute/estimators'
import { cost, observation, observations, paperIndex, reward, tableOf } from './arbitraries'

const unclipped = (index: PaperIndex): PaperIndex => ({ ...index, costMin: 0, costMax: 1 })

test('UCB >= mean >= LCB, to the last bit', () => {
  fc.assert(
    fc.property(observations, paperIndex, (seen, index) => {
      const table = tableOf(seen)
      expect(rewardUpperBound(table, index, 0)).toBeGreaterThanOrEqual(
        Math.min(1, table.reward.mean[0])
      )
      expect(costLowerBound(table, unclipped(index), 0)).toBeLessThanOrEqual(table.cost.mean[0])
    })
  )
})

test('bounds stay in [0, 1] and in [c_1, c_2]', () => {
  fc.assert(
    fc.property(fc.array(observation), paperIndex, (seen, index) => {
      const table = tableOf(seen)
      const upper = rewardUpperBound(table, index, 0)
      const lower = costLowerBound(table, index, 0)
      expect(upper >= 0 && upper <= 1).toBe(true)
      expect(lower >= index.costMin && lower <= index.costMax).toBe(true)
    })
  )
})

test('an arm without observations has bounds of exactly 1 and c_1, whatever gamma', () => {
  fc.assert(
    fc.property(paperIndex, (index) => {
      const table = tableOf([])
      expect(rewardUpperBound(table, index, 0)).toBe(1)
      expect(costLowerBound(table, index, 0)).toBe(index.costMin)
    })
  )
})

test('at a fixed mean the bounds close in with pulls', () => {
  const pulls = fc.integer({ min: 1, max: 10_000 })
  fc.assert(
    fc.property(reward, cost, pulls, paperIndex, (rewardMean, costMean, n, index) => {
      const at = (count: number) => {
        const table = tableOf([{ reward: rewardMean, cost: costMean }])
        for (const moments of [table.reward, table.cost]) {
          moments.weight[0] = count
          moments.weightSquares[0] = count
        }
        return table
      }
      expect(rewardUpperBound(at(n + 1), index, 0)).toBeLessThanOrEqual(
        rewardUpperBound(at(n), index, 0)
      )
      expect(costLowerBound(at(n + 1), index, 0)).toBeGreaterThanOrEqual(
        costLowerBound(at(n), index, 0)
      )
    })
  )
})

test('costs in another currency give the same bound in that currency', () => {
  const rate = fc.constantFrom(0.25, 3, 100, 1e6)
  fc.assert(
    fc.property(observations, paperIndex, rate, (seen, index, times) => {
      const exchanged = tableOf(seen.map((one) => ({ ...one, cost: one.cost * times })))
      const scaled = {
        ...index,
        costScale: index.costScale * times,
        costMin: index.costMin * times,
        costMax: index.costMax * times
      }
      const bound = costLowerBound(tableOf(seen), index, 0)
      expect(costLowerBound(exchanged, scaled, 0) / times).toBeCloseTo(bound, 14)
    })
  )
})
