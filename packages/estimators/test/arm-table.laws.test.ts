import * as fc from 'fast-check'
import { observe } from '@stageroute/estimators'
import { observations, tableOf, type Observation } from './arbitraries'

const mean = (values: ReadonlyArray<number>): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const impossible = fc.constantFrom(
  { reward: NaN, cost: 0 },
  { reward: 1.2, cost: 0 },
  { reward: -1, cost: 0 },
  { reward: 0.5, cost: -1 },
  { reward: 0.5, cost: Infinity },
  { reward: 0.5, cost: NaN }
)

test('running means equal batch means', () => {
  fc.assert(
    fc.property(observations, (seen) => {
      const table = tableOf(seen)
      expect(table.reward.weight[0]).toBe(seen.length)
      expect(table.reward.mean[0]).toBeCloseTo(mean(seen.map(({ reward }) => reward)), 12)
      expect(table.cost.mean[0]).toBeCloseTo(mean(seen.map(({ cost }) => cost)), 12)
    })
  )
})

test('the order of observations changes rounding only', () => {
  const twoOrders = observations.chain((seen) =>
    fc.tuple(
      fc.constant(seen),
      fc.shuffledSubarray([...seen], { minLength: seen.length, maxLength: seen.length })
    )
  )
  fc.assert(
    fc.property(twoOrders, ([seen, shuffled]) => {
      const left = tableOf(seen)
      const right = tableOf(shuffled)
      expect(right.reward.weight[0]).toBe(left.reward.weight[0])
      expect(right.reward.mean[0]).toBeCloseTo(left.reward.mean[0], 12)
      expect(right.cost.mean[0]).toBeCloseTo(left.cost.mean[0], 12)
    })
  )
})

test('means stay between the least and the greatest observation', () => {
  fc.assert(
    fc.property(observations, (seen) => {
      const table = tableOf(seen)
      const rewards = seen.map(({ reward }) => reward).sort((a, b) => a - b)
      expect(table.reward.mean[0]).toBeGreaterThanOrEqual(rewards[0] - 1e-15)
      expect(table.reward.mean[0]).toBeLessThanOrEqual((rewards.at(-1) ?? 0) + 1e-15)
    })
  )
})

test('impossible observations anywhere change nothing but their count', () => {
  type Step = { readonly isPossible: boolean; readonly one: Observation }
  const step: fc.Arbitrary<Step> = fc.oneof(
    observations.map(([one]) => ({ isPossible: true, one })),
    impossible.map((one) => ({ isPossible: false, one }))
  )
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const possible = steps.filter(({ isPossible }) => isPossible).map(({ one }) => one)
      const mixed = tableOf(steps.map(({ one }) => one))
      expect(mixed).toEqual({ ...tableOf(possible), rejected: steps.length - possible.length })
    })
  )
})

test('observe tells whether it counted', () => {
  fc.assert(
    fc.property(observations, impossible, (seen, wrong) => {
      const table = tableOf(seen)
      expect(observe(table, 0, wrong.reward, wrong.cost)).toBe(false)
      expect(observe(table, 0, seen[0].reward, seen[0].cost)).toBe(true)
    })
  )
})
