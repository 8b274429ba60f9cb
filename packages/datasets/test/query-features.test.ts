import { mannerOfText } from '@stageroute/estimators'
import { readQueryFeatures } from '../src/query-features'

const read = (text: string, queries: ReadonlyArray<string>) =>
  readQueryFeatures('queries.csv', text, queries, mannerOfText)

test('features are those of the prompts, in the order of the queries', () => {
  const file = 'query_id,category,prompt\nb,x,"1 + 1\n= 2"\nother,x,nothing\na,x,Why so?\n'
  const features = read(file, ['a', 'b'])
  const expected = new Float64Array(16)
  mannerOfText.writeInto('Why so?', expected.subarray(0, 8))
  mannerOfText.writeInto('1 + 1\n= 2', expected.subarray(8))
  expect(features).toEqual({ _tag: 'Right', right: { dimension: 8, values: expected } })
})

test.each([
  ['query_id,category\na,x\n', 'prompt'],
  ['category,prompt\nx,y\n', 'query_id'],
  ['query_id,prompt\na,x\na,y\n', '"a" appears twice'],
  ['query_id,prompt\na\n', '1 cells, the header has 2'],
  ['query_id,prompt\nb,x\n', 'no row for query "a"']
])('a file that does not tell is refused: %j', (file, problem) => {
  const refused = read(file, ['a'])
  expect(refused._tag).toBe('Left')
  expect(JSON.stringify(refused).replaceAll('\\"', '"')).toContain(problem)
})
