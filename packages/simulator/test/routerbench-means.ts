import type { PublishedFigures } from '../src'

const QUERIES = 36_497

/**
 * RouterBench's published means (0-shot, 36,497 queries): id, release, mean score, mean cost in USD. Scores are taken as right or wrong, which
 * is all that these tests need; the figures with every score value are in the package of data sets.
 */
const means: ReadonlyArray<readonly [id: string, released: string, score: number, cost: number]> = [
  ['claude-instant-v1', '2023-03-14', 0.5984, 0.000233],
  ['claude-v1', '2023-03-14', 0.6301, 0.002145],
  ['claude-v2', '2023-07-11', 0.6358, 0.002419],
  ['llama-2-70b-chat', '2023-07-18', 0.3287, 0.000203],
  ['WizardLM-13B-V1.2', '2023-07-25', 0.4311, 0.000073],
  ['code-llama-instruct-34b', '2023-08-24', 0.2022, 0.000172],
  ['mistral-7b-chat', '2023-09-27', 0.3061, 0.000046],
  ['gpt-3.5-turbo-1106', '2023-11-06', 0.6193, 0.000243],
  ['gpt-4-1106-preview', '2023-11-06', 0.7814, 0.003293],
  ['Yi-34B-Chat', '2023-11-23', 0.6475, 0.000186],
  ['mixtral-8x7b-chat', '2023-12-11', 0.5471, 0.000135]
]

export const routerbenchMeans: PublishedFigures = {
  id: 'routerbench means',
  queries: QUERIES,
  arms: means.map(([id, released, meanScore, meanCost]) => ({
    id,
    released,
    meanScore,
    meanCost,
    scoreCounts: [[0, Math.floor((1 - meanScore) * QUERIES)]]
  }))
}
