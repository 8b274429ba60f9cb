import { makeLoggedReplay, productsOf, withVersions } from '../../src'
import { environmentLaws } from '../../src/testing'
import { tableOf } from '../builders'

const table = {
  ...tableOf(
    ['x', [1, 1], [0, 2], [0.5, 3]],
    ['x', [1, 2], [0, 1], [0.5, 4]],
    ['y', [0, 3], [1, 5], [1, 6]]
  ),
  arms: [
    { id: 'large-0613', released: '2023-06-13' },
    { id: 'large-0314', released: '2023-03-14' },
    { id: 'small', released: null }
  ]
}
const replay = makeLoggedReplay(table)
const make = () => withVersions(replay, productsOf(replay.arms), [500])

for (const law of environmentLaws(make)) test(law.name, law.check)

test('ids that differ in a date at the end are one product, oldest version first', () => {
  expect(productsOf(replay.arms)).toEqual([
    { id: 'large', versions: [1, 0] },
    { id: 'small', versions: [2] }
  ])
})

test('an id with a date of its own stays as it is', () => {
  const [, march] = replay.arms
  expect(productsOf(march === undefined ? [] : [march])).toEqual([
    { id: 'large-0314', versions: [0] }
  ])
})

test('numbers that are no dates make no versions, and a name without a date is one', () => {
  const named = (...ids: ReadonlyArray<string>) =>
    ids.map((id) => ({ id, released: null, meanReward: 0, meanCost: 0, largestCost: 0 }))
  expect(productsOf(named('model-0001', 'model-9912')).map(({ id }) => id)).toEqual([
    'model-0001',
    'model-9912'
  ])
  expect(productsOf(named('gpt-4', 'gpt-4-0314', 'gpt-4-20240409'))).toEqual([
    { id: 'gpt-4', versions: [0, 1, 2] }
  ])
})

test('the later version takes over at its query, under the same name', () => {
  const { arms, changes } = make()
  expect(arms.map(({ id, meanReward }) => [id, meanReward])).toEqual([
    ['large', expect.closeTo(1 / 3, 12)],
    ['small', expect.closeTo(2 / 3, 12)]
  ])
  expect(changes.map(({ start }) => start)).toEqual([500])
  expect(changes[0]?.arms[0]?.meanReward).toBeCloseTo(2 / 3, 12)
  expect(arms[0]?.largestCost).toBe(5)
})

test('rows are read from the version whose turn it is', () => {
  const source = make().open(1, 1000)
  const rows = replay.open(1, 1000)
  for (let query = 0; query < 1000; query++) {
    source.read(query, 0)
    const { reward } = source
    rows.read(query, query < 500 ? 1 : 0)
    expect(reward).toBe(rows.reward)
  }
})
