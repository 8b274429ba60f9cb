import { fieldsOf } from './fields'

/**
 * What a call used, as a provider counts it. Cached tokens are among the input, tokens of reasoning among the output.
 *
 * Unit: tokens.
 *
 * @category usage
 * @since 0.1.0
 */
export interface Usage {
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly reasoning: number
}

/** No call uses more: a count above it is a mistake, which an account would never get over. */
const MOST_TOKENS = 1e9

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= MOST_TOKENS

/** Names of the counts, with and without the word that the chat format has for them. */
const counts = [
  { input: 'prompt_tokens', output: 'completion_tokens' },
  { input: 'input_tokens', output: 'output_tokens' }
] as const

/**
 * Reads the usage of an answer or a chunk: of chat completions and embeddings (`prompt_tokens`, `completion_tokens`), and of responses (`input_tokens`,
 * `output_tokens`). Null where there is none, or one that cannot be: counts that are no whole numbers from 0 to a billion, or a part larger than the whole.
 *
 * @category usage
 * @since 0.1.0
 * @example
 * import { readUsage } from '@stageroute/gateway'
 *
 * readUsage({ input_tokens: 12, output_tokens: 3 }) // => { input: 12, cached: 0, output: 3, reasoning: 0 }
 * readUsage({ prompt_tokens: -1 }) // => null
 */
export const readUsage = (value: unknown): Usage | null => {
  const fields = fieldsOf(value)
  const names = counts.find(({ input }) => fields[input] !== undefined)
  if (names === undefined) return null
  const input = fields[names.input]
  // Embeddings have no output.
  const told = fields[names.output] ?? 0
  const cached = fieldsOf(fields[`${names.input}_details`])['cached_tokens'] ?? 0
  const reasoning = fieldsOf(fields[`${names.output}_details`])['reasoning_tokens'] ?? 0
  if (!isCount(input) || !isCount(told) || !isCount(cached) || !isCount(reasoning)) return null
  const output = outputOf(input, told, fields['total_tokens'])
  return cached <= input && reasoning <= output ? { input, cached, output, reasoning } : null
}

/** Some providers leave reasoning out of the output, and have it in the total alone; it is paid for as output. */
const outputOf = (input: number, output: number, total: unknown): number =>
  isCount(total) ? Math.max(output, total - input) : output
