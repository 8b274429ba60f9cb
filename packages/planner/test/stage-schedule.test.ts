import * as E from 'fp-ts/Either'
import {
  checkSchedule,
  isStageDue,
  stageEnd,
  stageStarts,
  type Schedule,
  type StageProgress
} from '@stageroute/planner'

test('one stage starts at the first query', () => {
  expect(stageStarts(36_497, 1)).toEqual([0])
})

test('a remainder makes some stages longer by one', () => {
  expect(stageStarts(10, 4)).toEqual([0, 2, 5, 7])
})

test('as many stages as queries are one query each', () => {
  expect(stageStarts(4, 4)).toEqual([0, 1, 2, 3])
})

const begun: StageProgress = {
  startedAt: 100,
  firstQuery: 40,
  now: 100,
  query: 40,
  newcomers: 0,
  drains: []
}

const fixed: Schedule = { _tag: 'fixedLength', queries: 10 }
const clock: Schedule = { _tag: 'clock', every: 60, from: 7 }
const arrivals: Schedule = {
  _tag: 'arrivals',
  waiting: 2,
  atLeastQueries: 20,
  atMostQueries: 500
}

test('a fixed length ends after as many queries', () => {
  expect(stageEnd(fixed, begun)).toEqual({ at: null, query: 50 })
  expect(isStageDue(fixed, { ...begun, query: 49 })).toBe(false)
  expect(isStageDue(fixed, { ...begun, query: 50 })).toBe(true)
})

test('a clock ends at its next moment, also for a stage that began on one', () => {
  expect(stageEnd(clock, begun)).toEqual({ at: 127, query: null })
  expect(stageEnd(clock, { ...begun, startedAt: 127 })).toEqual({ at: 187, query: null })
  expect(isStageDue(clock, { ...begun, now: 126.9 })).toBe(false)
  expect(isStageDue(clock, { ...begun, now: 127 })).toBe(true)
})

test('arrivals end a stage when enough wait, not too early, and late in any case', () => {
  expect(stageEnd(arrivals, begun)).toEqual({ at: null, query: 540 })
  expect(isStageDue(arrivals, { ...begun, newcomers: 1, query: 60 })).toBe(false)
  expect(isStageDue(arrivals, { ...begun, newcomers: 2, query: 59 })).toBe(false)
  expect(isStageDue(arrivals, { ...begun, newcomers: 2, query: 60 })).toBe(true)
  expect(isStageDue(arrivals, { ...begun, query: 540 })).toBe(true)
})

test('the last of a number of stages ends with the run', () => {
  const schedule: Schedule = { _tag: 'stages', count: 4, queries: 10 }
  const last = { ...begun, firstQuery: 7, query: 1000 }
  expect(stageEnd(schedule, last)).toEqual({ at: null, query: null })
  expect(isStageDue(schedule, last)).toBe(false)
})

test.each([fixed, clock, arrivals, { _tag: 'stages', count: 2, queries: 1000 } as const])(
  'whatever the schedule ($_tag), a deployed model that must drain ends the stage',
  (schedule) => {
    const draining = { ...begun, drains: [120, 111, 99, 100] }
    expect(stageEnd(schedule, draining).at).toBe(111)
    expect(isStageDue(schedule, { ...draining, now: 110 })).toBe(false)
    expect(isStageDue(schedule, { ...draining, now: 111 })).toBe(true)
  }
)

test.each<readonly [string, Schedule]>([
  ['queries', { _tag: 'fixedLength', queries: 0 }],
  ['queries', { _tag: 'stages', count: 1, queries: 1.5 }],
  ['count', { _tag: 'stages', count: 0, queries: 5 }],
  ['count', { _tag: 'stages', count: 6, queries: 5 }],
  ['every', { _tag: 'clock', every: 0, from: 0 }],
  ['every', { _tag: 'clock', every: Infinity, from: 0 }],
  ['from', { _tag: 'clock', every: 1, from: NaN }],
  ['waiting', { _tag: 'arrivals', waiting: 0, atLeastQueries: 1, atMostQueries: 2 }],
  ['atLeastQueries', { _tag: 'arrivals', waiting: 1, atLeastQueries: 0, atMostQueries: 2 }],
  ['atMostQueries', { _tag: 'arrivals', waiting: 1, atLeastQueries: 3, atMostQueries: 2 }]
])('a wrong %s is named', (field, schedule) => {
  expect(checkSchedule(schedule)).toMatchObject({
    left: { _tag: 'InvalidField', source: 'schedule', field }
  })
})

test.each([fixed, clock, arrivals])('a right schedule passes unchanged', (schedule) => {
  expect(checkSchedule(schedule)).toEqual(E.right(schedule))
})
