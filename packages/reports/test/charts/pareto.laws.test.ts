import fc from 'fast-check'
import { paretoFront } from '../../src/charts/pareto'

const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })))

test('every point is matched or beaten by one of the front in both', () => {
  fc.assert(
    fc.property(points, (all) => {
      const front = paretoFront(all)
      return all.every(([cost, reward]) =>
        front.some(([frontCost, frontReward]) => frontCost <= cost && frontReward >= reward)
      )
    })
  )
})

test('along the front both rise', () => {
  fc.assert(
    fc.property(points, (all) =>
      paretoFront(all).every(([cost, reward], i, front) => {
        const [before = -1, lower = -1] = front[i - 1] ?? []
        return cost > before && reward > lower
      })
    )
  )
})
