import { fillSlots } from '../src/fill-slots'

/** The mix at this budget is of arms 0 and 1, at a price of 100: reduced, arm 2 is at 0.3, arm 3 at 0.2, arm 4 at -0.1. */
const bounds = (maxDeployed: number) => ({
  settings: { budget: 0.003, maxDeployed },
  rewardUpper: Float64Array.of(0.9, 0.5, 0.3, 0.3, 0.4),
  costLower: Float64Array.of(0.005, 0.001, 0, 0.001, 0.005),
  capacity: Float64Array.of(1, 1, 1, 1, 1)
})

test('spare slots go to the arms of the greatest reward less price times cost', () => {
  const arms = [0, 1, 2, 3, 4]
  expect(fillSlots(bounds(2), arms)).toEqual([0, 1])
  expect(fillSlots(bounds(3), arms)).toEqual([0, 1, 2])
  expect(fillSlots(bounds(4), arms)).toEqual([0, 1, 2, 3])
  expect(fillSlots(bounds(9), arms)).toEqual(arms)
})

test('only the given arms are deployed', () => {
  expect(fillSlots(bounds(3), [0, 1, 4])).toEqual([0, 1, 4])
  expect(fillSlots(bounds(2), [2, 3, 4])).toEqual([2, 4])
})
