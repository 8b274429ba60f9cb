import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { closed, decodeFrom, decodeJson, Reward } from '../src'

const Nested = closed(t.type({ list: t.array(t.type({ score: Reward })) }, 'Nested'), ['list'])

describe('decodeFrom', () => {
  it('names the path of a nested field', () => {
    const document = { list: [{ score: 1 }, { score: 2 }] }
    expect(decodeFrom(Nested, 'a.json')(document)).toEqual(
      E.left({
        _tag: 'InvalidField',
        source: 'a.json',
        field: 'list[1].score',
        problem: '2, expected a reward in [0, 1]'
      })
    )
  })

  it('reports the first of several bad fields', () => {
    const document = { list: [{ score: -1 }, { score: 2 }] }
    expect(decodeFrom(Nested, 'a.json')(document)).toMatchObject({
      left: { field: 'list[0].score' }
    })
  })

  it('cuts a long value down to one readable line', () => {
    const result = decodeFrom(Nested, 'a.json')({ list: 'x'.repeat(5000) })
    expect(E.isLeft(result) && 'problem' in result.left && result.left.problem.length).toBeLessThan(
      120
    )
  })

  it.each([[NaN], [10n], [() => 1], [Symbol('s')]])('shows %p without failing', (value) => {
    expect(E.isLeft(decodeFrom(Reward, 'a.json')(value))).toBe(true)
  })

  it('speaks of the whole document where there is no field', () => {
    expect(decodeFrom(Reward, 'a.json')(7)).toMatchObject({
      left: { field: '(whole document)', problem: '7, expected a reward in [0, 1]' }
    })
  })
})

describe('decodeJson', () => {
  it('parses and decodes', () => {
    expect(decodeJson(Nested, 'a.json')('{"list":[{"score":0.5}]}')).toEqual(
      E.right({ list: [{ score: 0.5 }] })
    )
  })

  it('says that a text is not JSON', () => {
    expect(decodeJson(Nested, 'a.json')('{"list":')).toMatchObject({
      left: { _tag: 'UnreadableFile', file: 'a.json', problem: expect.stringMatching(/^not JSON/) }
    })
  })
})

describe('closed', () => {
  it('names the unknown field and the known ones', () => {
    expect(decodeFrom(Nested, 'a.json')({ list: [], lists: [] })).toMatchObject({
      left: { field: 'lists', problem: 'unknown field; known: list' }
    })
  })

  it('leaves recognition and encoding to the codec', () => {
    expect(Nested.is({ list: [] })).toBe(true)
    expect(Nested.encode({ list: [{ score: 1 }] })).toEqual({ list: [{ score: 1 }] })
  })
})

test.each([
  ['{\n  "a": 1\n  "b": 2\n}', 'not JSON, line 3 ('],
  ['{\n  "a": 1,\n', 'not JSON, line 3 ('],
  ['', 'not JSON, line 1 ('],
  // Here the engine quotes the place, in its own words.
  ['{\n  "a": ,\n}', 'not JSON']
])('text that is not JSON is located: %j', (text, problem) => {
  const decoded = decodeJson(t.unknown, 'x.json')(text)
  expect(decoded).toMatchObject({
    left: { file: 'x.json', problem: expect.stringContaining(problem) }
  })
})

test('what is nested too deeply to be told is told as that', () => {
  let deep: unknown = []
  for (let i = 0; i < 50_000; i++) deep = [deep]
  expect(decodeFrom(Nested, 'a.json')({ list: deep })).toMatchObject({
    left: { problem: expect.stringContaining('a value nested too deeply') }
  })
})
