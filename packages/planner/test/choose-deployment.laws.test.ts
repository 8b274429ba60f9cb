import * as fc from 'fast-check'
import { tolerance } from '@stageroute/numeric'
import { inventory, choiceOf } from './stage-builders'

const sum = (values: ReadonlyArray<number>): number => values.reduce((a, b) => a + b, 0)

test('a choice is a mix of at most maxDeployed arrived arms within their capacities', () => {
  fc.assert(
    fc.property(inventory, (given) => {
      const { deployed, share, status } = choiceOf(given)
      expect(deployed.length).toBeGreaterThanOrEqual(1)
      expect(deployed.length).toBeLessThanOrEqual(Math.min(given.maxDeployed, given.arms.length))
      expect(share.length).toBe(deployed.length)
      deployed.forEach((arm, i) => {
        expect(arm).toBeGreaterThan(deployed[i - 1] ?? -1)
        expect(share[i]).toBeGreaterThan(0)
        expect(share[i]).toBeLessThanOrEqual(given.arms[arm]?.capacity ?? 0)
      })
      if (status === 'capacityInfeasible') expect(sum(share)).toBeLessThan(1)
      else expect(Math.abs(sum(share) - 1)).toBeLessThanOrEqual(tolerance.share)
    })
  )
})

test('an optimal choice fits the budget and reaches its certified bound', () => {
  fc.assert(
    fc.property(inventory, (given) => {
      const { deployed, share, status, value, bound } = choiceOf(given)
      fc.pre(status === 'optimal')
      const cost = sum(deployed.map((arm, i) => (share[i] ?? 0) * (given.arms[arm]?.cost ?? 0)))
      expect(cost).toBeLessThanOrEqual(given.budget + tolerance.bound)
      expect(Math.abs(bound - value)).toBeLessThanOrEqual(tolerance.bound)
    })
  )
})

test('relabelling the arms changes neither status nor value', () => {
  const relabelled = inventory.chain((given) =>
    fc.tuple(
      fc.constant(given),
      fc.shuffledSubarray([...given.arms], {
        minLength: given.arms.length,
        maxLength: given.arms.length
      })
    )
  )
  fc.assert(
    fc.property(relabelled, ([given, arms]) => {
      const choice = choiceOf(given)
      const other = choiceOf({ ...given, arms })
      expect(other.status).toBe(choice.status)
      // The value of a cheapest mix depends on which of equally cheap mixes it is.
      if (choice.status !== 'budgetInfeasible') expect(other.value).toBeCloseTo(choice.value, 10)
    })
  )
})

test('one more slot never lowers the value of an optimal choice', () => {
  fc.assert(
    fc.property(inventory, (given) => {
      const fewer = choiceOf(given)
      const more = choiceOf({ ...given, maxDeployed: given.maxDeployed + 1 })
      fc.pre(fewer.status === 'optimal')
      expect(more.status).toBe('optimal')
      expect(more.value).toBeGreaterThanOrEqual(fewer.value - tolerance.bound)
    })
  )
})

test('the same inventory gives the same choice', () => {
  fc.assert(
    fc.property(inventory, (given) => expect(choiceOf(given)).toEqual(choiceOf(given))),
    {
      numRuns: 30
    }
  )
})

test('uniform capacities need at most one arm more than carry every query', () => {
  const capacity = fc.constantFrom(1, 0.5, 0.4, 0.3, 0.25, 0.2)
  fc.assert(
    fc.property(inventory, capacity, (given, uniform) => {
      const arms = given.arms.map((arm) => ({ ...arm, capacity: uniform }))
      const choice = choiceOf({ ...given, arms, maxDeployed: arms.length })
      expect(choice.deployed.length).toBeLessThanOrEqual(Math.ceil(1 / uniform) + 1)
    })
  )
})
