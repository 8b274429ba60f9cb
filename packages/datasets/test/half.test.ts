import * as E from 'fp-ts/Either'
import { openDataset, splitHalf, type Dataset } from '../src'
import { folderWith, messageOf, rightOf } from './folders'

const ids = Array.from({ length: 200 }, (_, query) => `q${query}`)

/** The reward of a query says which one it was. */
const outcomes = [
  'query_id,category,m.score,m.cost',
  ...ids.map((id, query) => `${id},${query === 0 ? 'rare' : 'usual'},${query / 200},0.5`)
].join('\n')

const models = '[{ "id": "m", "released": null }]'

const queries = ['query_id,prompt', ...ids.map((id, query) => `${id},${'x'.repeat(query)}`)].join(
  '\n'
)

const folder = folderWith({
  'outcomes.csv': outcomes,
  'models.json': models,
  'queries.csv': queries
})

const tableOf = ({ table }: Dataset) => {
  if (table === null) throw new Error('a folder has a table')
  return table
}

const [all, a, b] = ['', '@a', '@b'].map((half) => tableOf(rightOf(openDataset(folder + half))))

test('the halves are all of the queries, each in one of them', () => {
  expect([...(a?.queryIds ?? []), ...(b?.queryIds ?? [])].sort()).toEqual([...ids].sort())
  expect(a?.queryIds.length).toBeGreaterThan(70)
  expect(b?.queryIds.length).toBeGreaterThan(70)
})

test('which half a query is of does not depend on the others', () => {
  const few = folderWith({
    'outcomes.csv': 'query_id,category,m.score,m.cost\nq5,usual,0,0\nq6,usual,0,0\nq7,usual,0,0',
    'models.json': models
  })
  const found = E.toUnion(openDataset(`${few}@b`)) as Dataset
  expect(tableOf(found).queryIds).toEqual(
    b?.queryIds.filter((id) => ['q5', 'q6', 'q7'].includes(id))
  )
})

test.each([a, b])('rewards, costs and features go with their queries', (half) => {
  half?.queryIds.forEach((id, row) => {
    const place = ids.indexOf(id)
    expect(half.reward[row]).toBe(place / 200)
    expect(half.cost[row]).toBe(0.5)
    const { dimension = 0, values = new Float64Array() } = half.features ?? {}
    expect(values.subarray(row * dimension, (row + 1) * dimension)).toEqual(
      all?.features?.values.subarray(place * dimension, (place + 1) * dimension)
    )
  })
})

test('a half has the categories that its queries are of', () => {
  const withRare = a?.queryIds.includes('q0') ? a : b
  const without = withRare === a ? b : a
  expect(withRare?.categoryNames).toEqual(['rare', 'usual'])
  expect(without?.categoryNames).toEqual(['usual'])
  expect([...(without?.category ?? [])].every((category) => category === 0)).toBe(true)
})

test('a folder whose name ends like a half is itself', () => {
  expect(splitHalf('x@a@b')).toEqual({ name: 'x@a', half: 'b' })
  expect(splitHalf('@b')).toEqual({ name: '@b', half: null })
})

test('half of nothing is unknown, and so are halves of published figures', () => {
  expect(messageOf(openDataset('nowhere@a'))).toContain('"nowhere@a"')
  expect(messageOf(openDataset('routerbench@a'))).toContain('"routerbench@a"')
})
