import { makeStream } from '@stageroute/numeric'
import {
  addArm,
  costLowerBound,
  empiricalBernsteinRadius,
  hoeffdingRadius,
  klAbove,
  klBelow,
  makeArmTable,
  makePlugIn,
  addPlugIn,
  drawBeta,
  observe,
  plugInRadius,
  pullsOf,
  rewardUpperBound,
  ucbvRadius,
  varianceOf
} from '@stageroute/estimators'
import { collectedHeap } from './collected-heap'

const index = { gamma: 0.1, costScale: 0.01, costMin: 0, costMax: 0.02 }
const table = makeArmTable(1)
addArm(table)
const plugIn = makePlugIn(1)
const stream = makeStream(1, 'allocation')

const paths: ReadonlyArray<readonly [name: string, step: (n: number) => number]> = [
  ['paper', () => rewardUpperBound(table, index, 0) - costLowerBound(table, index, 0)],
  ['hoeffding', () => hoeffdingRadius(pullsOf(table.reward, 0), 3)],
  ['ucb-v', () => ucbvRadius(varianceOf(table.reward, 0), pullsOf(table.reward, 0), 3)],
  [
    'empirical Bernstein',
    () => empiricalBernsteinRadius(varianceOf(table.reward, 0), pullsOf(table.reward, 0), 3)
  ],
  [
    'kl-ucb',
    () =>
      klAbove(table.reward.mean[0], pullsOf(table.reward, 0), 3) +
      klBelow(table.cost.mean[0], pullsOf(table.cost, 0), 3)
  ],
  [
    'plug-in',
    (n) => {
      addPlugIn(plugIn, 0, (n & 3) / 4, 3)
      return plugInRadius(plugIn, 0, 3)
    }
  ],
  ['beta draws', () => drawBeta(stream, 3, 5)]
]

const rounds = 150_000

const play = (): number => {
  let sum = 0
  for (let n = 0; n < rounds; n++) {
    observe(table, 0, (n & 3) / 4, (n & 7) / 1000)
    for (const [, step] of paths) sum += step(n)
  }
  return sum
}

// Whether anything is allocated and dropped again depends on the compiler, which a test framework's wrapping disturbs; the benchmark
// measures that on compiled code.
test('a million updates and bounds of all families leave nothing behind', () => {
  play()
  const before = collectedHeap()
  expect(play()).toBeGreaterThan(0)
  // One number kept per round would be over a megabyte.
  expect(collectedHeap() - before).toBeLessThan(300_000)
})
