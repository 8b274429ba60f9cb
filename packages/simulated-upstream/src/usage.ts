import type { Answer } from './answer'
import type { Ask } from './ask'
import type { Fault } from './fault'

/** Tokens that an answer used. */
export interface Usage {
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly reasoning: number
}

export const cachedOf = ({ fault, input }: Ask): number =>
  fault._tag === 'cached' ? Math.min(fault.count, input) : 0

export const usageOf = (ask: Ask, answers: ReadonlyArray<Answer>): Usage => {
  let output = 0
  let reasoning = 0
  for (const answer of answers) {
    output += answer.output
    reasoning += answer.reasoning
  }
  return { input: ask.input, cached: cachedOf(ask), output, reasoning }
}

/** Usage as chat completions tell it. */
export const chatUsage = ({ _tag }: Fault, usage: Usage): string => {
  const { input, cached, output, reasoning } = usage
  const hasDetails = _tag !== 'usage-null-details'
  const ofInput = hasDetails ? `{"cached_tokens":${cached}}` : 'null'
  const ofOutput = hasDetails ? `{"reasoning_tokens":${reasoning}}` : 'null'
  return `{"prompt_tokens":${input},"completion_tokens":${output},"total_tokens":${input + output},"prompt_tokens_details":${ofInput},"completion_tokens_details":${ofOutput}}`
}

/** Usage as responses tell it; null is what they say when they do not. */
export const responsesUsage = ({ _tag }: Fault, usage: Usage): string => {
  if (_tag === 'no-usage') return 'null'
  const { input, cached, output, reasoning } = usage
  const hasDetails = _tag !== 'usage-null-details'
  const ofInput = hasDetails ? `{"cached_tokens":${cached}}` : 'null'
  const ofOutput = hasDetails ? `{"reasoning_tokens":${reasoning}}` : 'null'
  return `{"input_tokens":${input},"input_tokens_details":${ofInput},"output_tokens":${output},"output_tokens_details":${ofOutput},"total_tokens":${input + output}}`
}
