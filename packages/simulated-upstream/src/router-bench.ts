import type { SimulatedModel } from './simulated-model'

/**
 * An LLM of RouterBench.
 *
 * - `quality`, `usdPerQuery`: mean score and mean cost, as published.
 * - `inputPerMillion`, `outputPerMillion`: list prices of about that time.
 * - `outputTokens`: what the mean answer must have for a question of 25 tokens to cost `usdPerQuery` at these prices.
 *
 * Unit: USD; prices per million tokens.
 *
 * @category figures
 * @since 0.1.0
 */
export interface RouterBenchFigure {
  readonly name: string
  readonly quality: number
  readonly usdPerQuery: number
  readonly inputPerMillion: number
  readonly outputPerMillion: number
  readonly outputTokens: number
}

/** Tokens of a question of `questionOf`, with some room for what is around it. */
const INPUT_TOKENS = 25

type Row = readonly [
  name: string,
  quality: number,
  usdPerQuery: number,
  inputPerMillion: number,
  outputPerMillion: number,
  firstMs: number,
  perTokenMs: number
]

/** Published scores and costs; prices chosen as told above; times made up so that cheap models are faster. */
const rows: ReadonlyArray<Row> = [
  ['claude-instant-v1', 0.5984, 0.000233, 0.8, 2.4, 260, 9],
  ['claude-v1', 0.6301, 0.002145, 8, 24, 620, 24],
  ['claude-v2', 0.6358, 0.002419, 8, 24, 680, 26],
  ['meta/llama-2-70b-chat', 0.3287, 0.000203, 0.9, 0.9, 300, 14],
  ['WizardLM/WizardLM-13B-V1.2', 0.4311, 0.000073, 0.3, 0.3, 160, 8],
  ['meta/code-llama-instruct-34b-chat', 0.2022, 0.000172, 0.776, 0.776, 240, 12],
  ['mistralai/mistral-7b-chat', 0.3061, 0.000046, 0.2, 0.2, 120, 6],
  ['gpt-3.5-turbo-1106', 0.6193, 0.000243, 1, 2, 280, 10],
  ['gpt-4-1106-preview', 0.7814, 0.003293, 10, 30, 750, 30],
  ['zero-one-ai/Yi-34B-Chat', 0.6475, 0.000186, 0.8, 0.8, 250, 12],
  ['mistralai/mixtral-8x7b-chat', 0.5471, 0.000135, 0.6, 0.6, 200, 9]
]

const tokensFor = ([, , usdPerQuery, input, output]: Row): number =>
  (usdPerQuery * 1_000_000 - INPUT_TOKENS * input) / output

/**
 * RouterBench, 0-shot: 11 models on 36,497 queries.
 *
 * Source: Hu et al., arXiv 2403.12031; means of the file `routerbench_0shot.pkl` of the data set withmartian/routerbench, revision
 * 784021482c3f320c6619ed4b3bb3b41a21424fcb, costs rounded to a millionth of a USD.
 *
 * @category figures
 * @since 0.1.0
 */
export const routerBenchFigures: ReadonlyArray<RouterBenchFigure> = rows.map((row) => {
  const [name, quality, usdPerQuery, inputPerMillion, outputPerMillion] = row
  return {
    name,
    quality,
    usdPerQuery,
    inputPerMillion,
    outputPerMillion,
    outputTokens: tokensFor(row)
  }
})

const FAILURE_SHARE = 0.005

/**
 * Returns the models of {@link routerBenchFigures} for a simulated upstream: their scores and lengths are published, that one request in 200 fails and how
 * long they take is not, but plausible.
 *
 * @category figures
 * @since 0.1.0
 */
export const routerBenchModels = (): ReadonlyArray<SimulatedModel> =>
  rows.map((row) => {
    const [name, quality, , , , firstMs, perTokenMs] = row
    const mean = tokensFor(row)
    return {
      name,
      quality,
      outputTokens: { mean, spread: mean / 2 },
      firstMs,
      perTokenMs,
      failureShare: FAILURE_SHARE
    }
  })
