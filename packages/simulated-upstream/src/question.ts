import { nextUniform, type Stream } from '@stageroute/numeric'

/**
 * An arithmetic question and its answer.
 *
 * @category question
 * @since 0.1.0
 */
export interface Question {
  readonly text: string
  readonly answer: number
}

const operations = [
  { sign: '+', least: 100, most: 999, apply: (a: number, b: number) => a + b },
  { sign: '-', least: 100, most: 999, apply: (a: number, b: number) => a - b },
  { sign: '*', least: 11, most: 99, apply: (a: number, b: number) => a * b }
] as const

const wholeBetween = (stream: Stream, least: number, most: number): number =>
  least + Math.floor(nextUniform(stream) * (most - least + 1))

/**
 * Returns the next question of a stream: a sum, a difference or a product.
 *
 * Cost: three uniform numbers.
 *
 * @category question
 * @since 0.1.0
 * @example
 * import { makeStream } from '@stageroute/numeric'
 * import { questionOf, scoreOf } from '@stageroute/simulated-upstream'
 *
 * const question = questionOf(makeStream(7, 'traffic'))
 * scoreOf(question, `That is ${question.answer}.`) // => 1
 * questionOf(makeStream(7, 'traffic')).text === question.text // => true
 */
export const questionOf = (stream: Stream): Question => {
  const { sign, least, most, apply } =
    operations[wholeBetween(stream, 0, operations.length - 1)] ?? operations[0]
  const first = wholeBetween(stream, least, most)
  const second = wholeBetween(stream, least, most)
  return {
    text: `What is ${first} ${sign} ${second}? Answer with the number only.`,
    answer: apply(first, second)
  }
}

const numbers = /-?\d+(?:,\d{3})*(?:\.\d+)?/g

/**
 * Returns what an answer is worth: 1 when its last number is the right one, else 0.
 *
 * @category question
 * @since 0.1.0
 * @example
 * import { scoreOf } from '@stageroute/simulated-upstream'
 *
 * const question = { text: 'What is 2 + 2?', answer: 4 }
 * scoreOf(question, '2 + 2 = 4') // => 1
 * scoreOf(question, 'five') // => 0
 */
export const scoreOf = ({ answer }: Question, answerText: string): 0 | 1 => {
  const last = answerText.match(numbers)?.at(-1)
  return last !== undefined && Number(last.replaceAll(',', '')) === answer ? 1 : 0
}

/** A minus needs room on both sides: dates and names of models have hyphens. */
const arithmetic = /(-?\d{1,9})(\s*[+*]\s*|\s+-\s+)(-?\d{1,9})/

/** The answer to the first arithmetic in a text; null where there is none. */
export const solve = (text: string): number | null => {
  const found = arithmetic.exec(text)
  const sign = found?.[2]?.trim()
  const operation = operations.find((one) => one.sign === sign)
  return operation === undefined ? null : operation.apply(Number(found?.[1]), Number(found?.[3]))
}
