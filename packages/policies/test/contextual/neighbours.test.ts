import {
  makeNeighbours,
  neighbourCount,
  remembered,
  type Neighbours
} from '../../src/contextual/neighbours'
import { settingsWith } from '../settings'

const at = (...features: ReadonlyArray<number>) => ({
  category: 0,
  features: Float64Array.from(features)
})

const open = (): Neighbours =>
  makeNeighbours(settingsWith({ contexts: { categories: 1, features: 2 } }))

const addMany = (neighbours: Neighbours, times: number, reward: number, x: number): void => {
  for (let i = 0; i < times; i++) neighbours.add(1, reward, at(x, 0.5))
}

test('missing neighbours and one more count as fully rewarded', () => {
  const neighbours = open()
  expect(neighbours.estimate(1, at(0, 0.5))).toBe(1)
  addMany(neighbours, 10, 0, 0)
  expect(neighbours.estimate(1, at(0, 0.5))).toBeCloseTo(
    (neighbourCount - 9) / (neighbourCount + 1),
    12
  )
})

test('the nearest queries tell, of this arm only', () => {
  const neighbours = open()
  addMany(neighbours, 100, 0.25, 0)
  addMany(neighbours, 100, 0.75, 1)
  const mean = (reward: number): number => (1 + neighbourCount * reward) / (neighbourCount + 1)
  expect(neighbours.estimate(1, at(0.2, 0.5))).toBeCloseTo(mean(0.25), 12)
  expect(neighbours.estimate(1, at(0.8, 0.5))).toBeCloseTo(mean(0.75), 12)
  expect(neighbours.estimate(0, at(0.8, 0.5))).toBe(1)
})

test('of equally near queries the latest tell, also past the end of the memory', () => {
  const neighbours = open()
  addMany(neighbours, remembered - 10, 0, 0)
  addMany(neighbours, neighbourCount, 1, 0)
  expect(neighbours.estimate(1, at(0, 0.5))).toBe(1)
  addMany(neighbours, remembered, 0.5, 0)
  expect(neighbours.estimate(1, at(0, 0.5))).toBeCloseTo(
    (1 + neighbourCount / 2) / (neighbourCount + 1),
    12
  )
})
