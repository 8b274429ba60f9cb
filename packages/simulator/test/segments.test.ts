import { dropAt, stageOracle, withShifts, type Trial } from '../src'
import { mapDistinct, segmentsOf } from '../src/segments'
import { constantEnvironment, trialOf } from './builders'

const arms = [
  { reward: 0.5, cost: 1 },
  { reward: 0.9, cost: 1 }
]
const still = constantEnvironment(arms)

const drifting = (start: number): Partial<Trial> => ({
  environment: withShifts(still, dropAt(still.arms, 1, 0.6, start))
})

const told = (trial: Trial) =>
  segmentsOf(trial).map(({ start, length, stage, available, epoch }) => [
    start,
    length,
    stage,
    available.join(' '),
    epoch.start
  ])

test('stages are segments where nothing else changes', () => {
  expect(told(trialOf(arms, { queries: 9, stages: 3 }))).toEqual([
    [0, 3, 0, '0 1', 0],
    [3, 3, 1, '0 1', 0],
    [6, 3, 2, '0 1', 0]
  ])
})

test('a change of the truth within a stage begins another segment, at its start none more', () => {
  const trial = (start: number) => trialOf(arms, { queries: 9, stages: 3, ...drifting(start) })
  expect(told(trial(4))).toEqual([
    [0, 3, 0, '0 1', 0],
    [3, 1, 1, '0 1', 0],
    [4, 2, 1, '0 1', 4],
    [6, 3, 2, '0 1', 4]
  ])
  expect(told(trial(6)).map(([start]) => start)).toEqual([0, 3, 6])
  expect(told(trial(9)).map(([start]) => start)).toEqual([0, 3, 6])
})

test('what is there is decided at the start of a stage', () => {
  const arrivals = { order: [0, 1], at: [0, 4], until: [7, Infinity] }
  const trial = trialOf(arms, { queries: 12, stages: 4, arrivals, ...drifting(5) })
  expect(told(trial).map(([start, , , available]) => [start, available])).toEqual([
    [0, '0'],
    [3, '0'],
    [5, '0'],
    [6, '0 1'],
    [9, '1']
  ])
})

test('what is the same in two segments is made once', () => {
  let made = 0
  const trial = trialOf(arms, { queries: 9, stages: 3, ...drifting(4) })
  const found = mapDistinct(segmentsOf(trial), ({ epoch }) => `${made++} ${epoch.start}`)
  expect(found).toEqual(['0 0', '0 0', '1 4', '1 4'])
})

test('the oracle follows the truth within a stage', () => {
  const trial = trialOf(arms, { queries: 9, stages: 3, ...drifting(4) })
  const { starts, stage, value, share } = stageOracle(trial)
  expect(starts).toEqual([0, 3, 4, 6])
  expect(stage).toEqual([0, 1, 1, 2])
  expect(Array.from(value, (v) => Number(v.toFixed(9)))).toEqual([0.9, 0.9, 0.5, 0.5])
  expect(share.map((mix) => Array.from(mix))).toEqual([
    [0, 1],
    [0, 1],
    [1, 0],
    [1, 0]
  ])
})

test('the oracle uses no arm that has ended', () => {
  const arrivals = { order: [0, 1], at: [0, 0], until: [Infinity, 6] }
  const { value } = stageOracle(trialOf(arms, { queries: 9, stages: 3, arrivals }))
  expect(Array.from(value)).toEqual([0.9, 0.9, 0.5])
})
