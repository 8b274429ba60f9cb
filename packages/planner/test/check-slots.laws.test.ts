import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import { checkSlots } from '@stageroute/planner'
import { inventory, choiceOf } from './stage-builders'

test('slots are refused exactly when a stage over all arms cannot carry every query', () => {
  fc.assert(
    fc.property(inventory, (given) => {
      const slots = checkSlots(
        given.arms.map(({ capacity }) => capacity),
        given.maxDeployed
      )
      expect(E.isLeft(slots)).toBe(choiceOf(given).status === 'capacityInfeasible')
    })
  )
})
