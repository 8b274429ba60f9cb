import { runExample } from '../../src'
import { lines } from '../repository-of'

/** What an example asserted, by place: what it got and what it promised. */
const assertionsOf = async (...code: ReadonlyArray<string>): Promise<ReadonlyArray<unknown>> => {
  const seen: unknown[] = []
  await runExample(
    { file: 'README.md', line: 10, code: lines(...code), isRun: true },
    require,
    (place, actual, expected) => seen.push([place, actual, expected])
  )
  return seen
}

test('compares an expression with the value behind it', async () => {
  expect(await assertionsOf('const one = 1', '', 'one + 1 // => 3')).toEqual([
    ['README.md:12', 2, 3]
  ])
})

test('compares a declared name, and goes on using it', async () => {
  expect(await assertionsOf('const sum = 1 + 1 // => 2', 'sum + sum // => 2 * sum')).toEqual([
    ['README.md:10', 2, 2],
    ['README.md:11', 4, 4]
  ])
})

test('places the assertion of a statement over lines on its last line', async () => {
  expect(await assertionsOf('Object.keys({', '  a: 1', '}) // => ["a"]')).toEqual([
    ['README.md:12', ['a'], ['a']]
  ])
})

test('resolves packages of the workspace, and values that need them', async () => {
  expect(
    await assertionsOf(
      `import { compensatedSum } from '@stageroute/numeric'`,
      `import * as O from 'fp-ts/Option'`,
      'O.some(compensatedSum(Float64Array.of(1, 2), 2)) // => O.some(3)'
    )
  ).toEqual([['README.md:12', { _tag: 'Some', value: 3 }, { _tag: 'Some', value: 3 }]])
})

test('waits', async () => {
  expect(await assertionsOf('const two = await Promise.resolve(2) // => 2')).toEqual([
    ['README.md:10', 2, 2]
  ])
})

test.each([
  ['that throws', 'JSON.parse("{")'],
  ['that does not parse', 'const = 1'],
  ['with an assertion of nothing', '1 + 1 // =>'],
  ['with an import that does not exist', `import { a } from '@stageroute/absent'\na // => 1`]
])('rejects an example %s', async (_, code) => {
  await expect(assertionsOf(code)).rejects.toThrow()
})

test('values are compared in the realm of the test', async () => {
  const [[, actual] = []] = (await assertionsOf('[1] // => [1]')) as unknown[][]
  expect(actual).toStrictEqual([1])
})
