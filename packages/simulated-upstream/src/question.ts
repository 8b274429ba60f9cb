import { nextUniform, type Stream } from '@stageroute/numeric'

/**
 * An arithmetic question and its answers, one for each of its parts.
 *
 * @category question
 * @since 0.1.0
 */
export interface Question {
  readonly text: string
  readonly answers: ReadonlyArray<number>
}

const operations = [
  { sign: '+', least: 100, most: 999, apply: (a: number, b: number) => a + b },
  { sign: '-', least: 100, most: 999, apply: (a: number, b: number) => a - b },
  { sign: '*', least: 11, most: 99, apply: (a: number, b: number) => a * b }
] as const

const wholeBetween = (stream: Stream, least: number, most: number): number =>
  least + Math.floor(nextUniform(stream) * (most - least + 1))

interface Part {
  readonly text: string
  readonly answer: number
}

const partOf = (stream: Stream): Part => {
  const { sign, least, most, apply } =
    operations[wholeBetween(stream, 0, operations.length - 1)] ?? operations[0]
  const first = wholeBetween(stream, least, most)
  const second = wholeBetween(stream, least, most)
  return { text: `${first} ${sign} ${second}`, answer: apply(first, second) }
}

/**
 * Most parts of a question whose answers are drawn one by one.
 *
 * @category question
 * @since 0.1.0
 */
export const MOST_PARTS = 4

/**
 * Returns the next question of a stream: sums, differences and products, as many as it has parts.
 *
 * Requires: `parts` from 1 to {@link MOST_PARTS}.
 * Cost: three uniform numbers for every part.
 *
 * @category question
 * @since 0.1.0
 * @example
 * import { makeStream } from '@stageroute/numeric'
 * import { questionOf, scoreOf } from '@stageroute/simulated-upstream'
 *
 * const question = questionOf(makeStream(7, 'traffic'))
 * scoreOf(question, `That is ${question.answers[0]}.`) // => 1
 * questionOf(makeStream(7, 'traffic')).text === question.text // => true
 */
export const questionOf = (stream: Stream, parts = 1): Question => {
  const all = Array.from({ length: parts }, () => partOf(stream))
  const asked = all.map(({ text }) => text).join(', ')
  const text =
    parts === 1
      ? `What is ${asked}? Answer with the number only.`
      : `What are ${asked}? Answer with the numbers only, in this order.`
  return { text, answers: all.map(({ answer }) => answer) }
}

const numbers = /-?\d+(?:,\d{3})*(?:\.\d+)?/g

/**
 * Returns what an answer is worth, in [0, 1]: the part of the right numbers among its last ones, each in its place.
 *
 * @category question
 * @since 0.1.0
 * @example
 * import { scoreOf } from '@stageroute/simulated-upstream'
 *
 * scoreOf({ text: 'What is 2 + 2?', answers: [4] }, '2 + 2 = 4') // => 1
 * scoreOf({ text: 'What is 2 + 2?', answers: [4] }, 'five') // => 0
 * scoreOf({ text: 'What are 2 + 2, 3 * 3?', answers: [4, 9] }, '4 10') // => 0.5
 */
export const scoreOf = ({ answers }: Question, answerText: string): number => {
  const last = (answerText.match(numbers) ?? []).slice(-answers.length)
  const right = answers.filter((answer, i) => Number(last[i]?.replaceAll(',', '')) === answer)
  return right.length / answers.length
}

/** A minus needs room on both sides: dates and names of models have hyphens. */
const arithmetic = /(-?\d{1,9})(\s*[+*]\s*|\s+-\s+)(-?\d{1,9})/g

/** The answers to the arithmetic in a text, of the first of it; none where there is none. */
export const solve = (text: string): ReadonlyArray<number> =>
  Array.from(text.matchAll(arithmetic))
    .slice(0, MOST_PARTS)
    .flatMap(([, first, sign, second]) => {
      const operation = operations.find((one) => one.sign === sign?.trim())
      return operation === undefined ? [] : [operation.apply(Number(first), Number(second))]
    })
