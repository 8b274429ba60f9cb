import * as E from 'fp-ts/Either'
import { adviseStageLength, type StageFigures, type StageLengthAdvice } from '@stageroute/planner'

const figures: StageFigures = {
  arrivalRate: 0.0005,
  switchCost: 25,
  improvement: 0.1,
  queries: 64_000,
  current: 2000
}

const adviceOf = (given: StageFigures): StageLengthAdvice => {
  const advice = adviseStageLength(given)
  if (E.isLeft(advice)) throw new Error(JSON.stringify(advice.left))
  return advice.right
}

const lengthOf = (given: StageFigures): Extract<StageLengthAdvice, { _tag: 'useLength' }> => {
  const advice = adviceOf(given)
  if (advice._tag !== 'useLength') throw new Error(advice._tag)
  return advice
}

test('the best length balances waiting and switching', () => {
  const { best, isClipped } = lengthOf(figures)
  expect(best.queries).toBe(1000)
  expect(best.waiting).toBeCloseTo(0.025, 12)
  expect(best.switching).toBeCloseTo(0.025, 12)
  expect(best.perQuery).toBeCloseTo(0.05, 12)
  expect(isClipped).toBe(false)
})

test('half and twice of it cost a quarter more, as does the current length here', () => {
  const { half, twice, current } = lengthOf(figures)
  expect(half.perQuery).toBeCloseTo(0.0625, 12)
  expect(twice.perQuery).toBeCloseTo(0.0625, 12)
  expect(current).toEqual(twice)
})

test("the paper's number of stages is the cube root of the queries", () => {
  expect(lengthOf(figures).paper).toMatchObject({ stages: 40, queries: 1600 })
  expect(lengthOf({ ...figures, queries: null }).paper).toBeNull()
})

test('a length is at least one query and at most all of them', () => {
  const short = lengthOf({ ...figures, arrivalRate: 1, improvement: 1, switchCost: 0.01 })
  expect(short.best.queries).toBe(1)
  expect(short.isClipped).toBe(true)
  const long = lengthOf({ ...figures, switchCost: 1e9 })
  expect(long.best.queries).toBe(64_000)
  expect(long.isClipped).toBe(true)
})

test('free updates are best at every arrival', () => {
  expect(adviceOf({ ...figures, switchCost: 0 })).toEqual({
    _tag: 'updateOnArrival',
    lines: [
      'An update costs nothing, so shorter stages are better; best is an update whenever a model arrives.'
    ]
  })
})

test('when nothing useful arrives no update is needed, whatever it costs', () => {
  expect(adviceOf({ ...figures, arrivalRate: 0 })).toEqual({
    _tag: 'neverNeeded',
    lines: ['No useful model arrives, so no update earns its cost.']
  })
  expect(adviceOf({ ...figures, improvement: 0, switchCost: 0 })).toEqual({
    _tag: 'neverNeeded',
    lines: ['A model that arrives improves nothing, so no update earns its cost.']
  })
})

test('the arithmetic in words', () => {
  expect(lengthOf(figures).lines).toEqual([
    'Best length: sqrt(2 x 25 / (0.0005 x 0.1)) = 1000 queries.',
    'There, waiting costs 25 and switching 25; together 50 reward per 1,000 queries.',
    'Half of it (500 queries): 62.5 reward per 1,000 queries.',
    'Twice of it (2000 queries): 62.5 reward per 1,000 queries.',
    'The current length (2000 queries): 62.5 reward per 1,000 queries.',
    "The 40 stages of the paper's T^(1/3) (1600 queries): 55.63 reward per 1,000 queries."
  ])
  expect(lengthOf({ ...figures, switchCost: 1e9 }).lines[0]).toBe(
    'Best length: sqrt(2 x 1000000000 / (0.0005 x 0.1)) = 6325000 queries, so all 64000 there are.'
  )
})

test.each<readonly [string, Partial<StageFigures>]>([
  ['arrivalRate', { arrivalRate: -1 }],
  ['switchCost', { switchCost: NaN }],
  ['improvement', { improvement: Infinity }],
  ['queries', { queries: 0 }],
  ['current', { current: 1.5 }]
])('a wrong %s is named', (field, change) => {
  expect(adviseStageLength({ ...figures, ...change })).toMatchObject({
    left: { _tag: 'InvalidField', source: 'stage figures', field }
  })
})
