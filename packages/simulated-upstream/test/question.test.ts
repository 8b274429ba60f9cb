import fc from 'fast-check'
import { makeStream } from '@stageroute/numeric'
import { questionOf, scoreOf } from '@stageroute/simulated-upstream'
import { solve } from '../src/question'

const questions = (seed: number, count: number) => {
  const stream = makeStream(seed, 'traffic')
  return Array.from({ length: count }, () => questionOf(stream))
}

test('the same stream asks the same questions, and another one others', () => {
  expect(questions(7, 5)).toEqual(questions(7, 5))
  expect(questions(7, 5)).not.toEqual(questions(8, 5))
})

test('the answer to every question is what its arithmetic comes to', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
      const { text, answers } = questionOf(makeStream(seed, 'traffic'))
      expect(text).toMatch(/^What is \d+ [-+*] \d+\? Answer with the number only\.$/)
      expect(solve(text)).toEqual(answers)
      const four = questionOf(makeStream(seed, 'traffic'), 4)
      expect(four.answers).toHaveLength(4)
      expect(solve(four.text)).toEqual(four.answers)
    })
  )
})

test('sums, differences and products are asked for', () => {
  const signs = new Set(questions(7, 60).map(({ text }) => / ([-+*]) /.exec(text)?.[1]))
  expect([...signs].sort()).toEqual(['*', '+', '-'])
})

test.each<[string, ReadonlyArray<number>]>([
  ['What is 417 + 288?', [705]],
  ['2+2', [4]],
  ['What is 100 - 288?', [-188]],
  ['-3 * 12 is?', [-36]],
  ['1 + 1, 2 + 2, 3 + 3, 4 + 4, 5 + 5', [2, 4, 6, 8]],
  ['released on 2024-01-02, as gpt-4-1106', []],
  ['Tell me of the sea', []],
  ['', []]
])('%s comes to %s', (text, expected) => {
  expect(solve(text)).toEqual(expected)
})

test.each<[string, number]>([
  ['705', 1],
  ['705 lorem ipsum', 1],
  ['417 + 288 = 705.', 1],
  ['{"answer":705}', 1],
  ['706', 0],
  ['-705', 0],
  ['705.5', 0],
  ['none', 0],
  ['', 0]
])('the answer %s to 417 + 288 is worth %s', (text, worth) => {
  expect(scoreOf({ text: 'What is 417 + 288?', answers: [705] }, text)).toBe(worth)
})

test('thousands may be told apart in an answer', () => {
  expect(scoreOf({ text: 'What is 99 * 99?', answers: [9801] }, 'It is 9,801.')).toBe(1)
})

test.each<[string, number]>([
  ['4 9', 1],
  ['2 + 2 = 4 and 3 * 3 = 9', 0.5],
  ['4 10', 0.5],
  ['9 4', 0],
  ['4', 0.5],
  ['none', 0]
])('of two parts the answer %s is worth %s', (text, worth) => {
  expect(scoreOf({ text: 'What are 2 + 2, 3 * 3?', answers: [4, 9] }, text)).toBe(worth)
})
