import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bundledDatasets, openDataset } from '../src'
import { fileWith, folderWith, messageOf, rightOf } from './folders'

const outcomes = `query_id,category,a.score,a.cost,b.score,b.cost
q1,x,1,1,0,2
q2,x,0,3,,
q3,y,0.5,2,1,2
`
const models = JSON.stringify([
  { id: 'b', provider: 'B', released: null },
  { id: 'a', provider: 'A', released: '2024-02-29', rpm: 3 },
  { id: 'unused', released: '2024-03-01' }
])

test('a folder is played as the table it holds', () => {
  const folder = folderWith({ 'outcomes.csv': outcomes, 'models.json': models })
  const { environment, table, filledCells, leftOut } = rightOf(openDataset(folder))
  expect(environment.id).toBe(folder)
  expect(environment.arms).toEqual([
    { id: 'a', released: '2024-02-29', meanReward: 0.5, meanCost: 2, largestCost: 3 },
    { id: 'b', released: null, meanReward: expect.closeTo(1 / 3, 12), meanCost: 2, largestCost: 2 }
  ])
  expect(table?.queryIds).toEqual(['q1', 'q2', 'q3'])
  expect(filledCells).toBe(1)
  expect(leftOut).toEqual([])
})

test('compressed files do as well', () => {
  const folder = folderWith({ 'outcomes.csv.gz': gzipSync(outcomes), 'models.json': models })
  expect(rightOf(openDataset(folder)).table?.categoryNames).toEqual(['x', 'y'])
})

test('a model without outcomes in some category is left out, and named', () => {
  const lacking = `${outcomes}q4,z,1,1,,\n`
  const folder = folderWith({ 'outcomes.csv': lacking, 'models.json': models })
  const { environment, leftOut, filledCells } = rightOf(openDataset(folder))
  expect(environment.arms.map(({ id }) => id)).toEqual(['a'])
  expect(leftOut).toEqual(['b'])
  expect(filledCells).toBe(0)
})

test('when every model is left out there is nothing to play', () => {
  const folder = folderWith({
    'outcomes.csv': 'query_id,category,a.score,a.cost\nq1,x,1,\n',
    'models.json': models
  })
  expect(messageOf(openDataset(folder))).toBe(`${folder}: no model has outcomes in every category`)
})

test('an unknown name is told what there is', () => {
  expect(messageOf(openDataset('no-such-set'))).toBe(
    'unknown data set "no-such-set"; known: routerbench, or the path of an existing folder'
  )
})

test('a file in place of a folder', () => {
  const file = fileWith('outcomes.csv', outcomes)
  expect(messageOf(openDataset(file))).toBe(
    `${join(file, 'outcomes.csv')}: no such file, nor with .gz`
  )
})

test('an empty folder', () => {
  const folder = folderWith({})
  expect(messageOf(openDataset(folder))).toBe(
    `${join(folder, 'outcomes.csv')}: no such file, nor with .gz`
  )
})

test('what is wrong with the outcome file is told with its place', () => {
  const folder = folderWith({
    'outcomes.csv': outcomes.replace('q2,x,0', 'q2,x,7'),
    'models.json': models
  })
  expect(messageOf(openDataset(folder))).toBe(
    `${join(folder, 'outcomes.csv')}, line 3, column a.score: "7" is not in [0, 1]`
  )
})

const openWith = (modelsJson: string) => {
  const folder = folderWith({ 'outcomes.csv': outcomes, 'models.json': modelsJson })
  return messageOf(openDataset(folder)).replace(join(folder, 'models.json'), 'M')
}

test('a folder without models.json', () => {
  const folder = folderWith({ 'outcomes.csv': outcomes })
  expect(messageOf(openDataset(folder))).toBe(`${join(folder, 'models.json')}: no such file`)
})

test.each(['outcomes.csv', 'models.json'])('a folder in place of %s', (name) => {
  const folder = folderWith({ 'outcomes.csv': outcomes, 'models.json': models })
  rmSync(join(folder, name))
  mkdirSync(join(folder, name))
  expect(messageOf(openDataset(folder))).toMatch(`${join(folder, name)}: cannot be read (EISDIR`)
})

test('a models.json that is not JSON', () => {
  expect(openWith('[\n{"id": "a"')).toMatch(/^M: not JSON, line 2 \(/)
})

test.each([
  ['is no list', '{}', 'M, field (whole document): {}, expected a list of models'],
  [
    'lacks a model of the table',
    '[{"id":"a","released":null}]',
    'M, field id: no entry for model "b" of the outcome file'
  ],
  [
    'has a date that no calendar has',
    '[{"id":"a","released":null},{"id":"b","released":"2023-02-30"}]',
    'M, field [1].released: "2023-02-30", expected a date YYYY-MM-DD or null'
  ],
  [
    'lacks a release date',
    '[{"id":"a"}]',
    'M, field [0].released: missing, expected a date YYYY-MM-DD or null'
  ],
  [
    'names a model twice',
    '[{"id":"a","released":null},{"id":"b","released":null},{"id":"a","released":"2024-01-01"}]',
    'M, field [2].id: "a" appears twice'
  ]
])('a models.json that %s', (_, text, problem) => {
  expect(openWith(text)).toBe(problem)
})

test('bundled data sets open by name and have no table', () => {
  for (const name of Object.keys(bundledDatasets)) {
    const { environment, ...rest } = rightOf(openDataset(name))
    expect(environment.id).toBe(name)
    expect(rest).toEqual({ table: null, filledCells: 0, leftOut: [] })
  }
})
