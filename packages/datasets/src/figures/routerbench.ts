import type { PublishedFigures } from '@stageroute/simulator'

/**
 * RouterBench, 0-shot table: 11 models on 36,497 queries (Hu et al., arXiv 2403.12031).
 *
 * Means and score counts: published analyses of the file `routerbench_0shot.pkl` (sha256 ba4f77f1...e65d36d) of the data set
 * withmartian/routerbench, revision 784021482c3f320c6619ed4b3bb3b41a21424fcb; mean costs are rounded to 1e-6 USD there. Release dates: the
 * developers' public announcements.
 *
 * @category figures
 * @since 0.1.0
 */
export const routerbench: PublishedFigures = {
  id: 'routerbench',
  queries: 36_497,
  arms: [
    {
      id: 'claude-instant-v1',
      released: '2023-03-14',
      meanScore: 0.5984,
      meanCost: 0.000233,
      scoreCounts: [
        [0, 11786],
        [0.25, 1477],
        [0.5, 805],
        [0.75, 5329],
        [1, 17042]
      ]
    },
    {
      id: 'claude-v1',
      released: '2023-03-14',
      meanScore: 0.6301,
      meanCost: 0.002145,
      scoreCounts: [
        [0, 10788],
        [0.25, 1070],
        [0.5, 1011],
        [0.75, 5504],
        [1, 18072]
      ]
    },
    {
      id: 'claude-v2',
      released: '2023-07-11',
      meanScore: 0.6358,
      meanCost: 0.002419,
      scoreCounts: [
        [0, 10685],
        [0.25, 720],
        [0.5, 1168],
        [0.75, 5836],
        [1, 18041]
      ]
    },
    {
      id: 'meta/llama-2-70b-chat',
      released: '2023-07-18',
      meanScore: 0.3287,
      meanCost: 0.000203,
      scoreCounts: [
        [0, 20850],
        [0.25, 2803],
        [0.5, 1146],
        [0.75, 3778],
        [1, 7865]
      ]
    },
    {
      id: 'WizardLM/WizardLM-13B-V1.2',
      released: '2023-07-25',
      meanScore: 0.4311,
      meanCost: 0.000073,
      scoreCounts: [
        [0, 16998],
        [0.25, 2978],
        [0.5, 1312],
        [0.75, 3355],
        [1, 11789]
      ]
    },
    {
      id: 'meta/code-llama-instruct-34b-chat',
      released: '2023-08-24',
      meanScore: 0.2022,
      meanCost: 0.000172,
      scoreCounts: [
        [0, 24960],
        [0.25, 3908],
        [0.5, 969],
        [0.75, 2820],
        [1, 3779]
      ]
    },
    {
      id: 'mistralai/mistral-7b-chat',
      released: '2023-09-27',
      meanScore: 0.3061,
      meanCost: 0.000046,
      scoreCounts: [
        [0, 20848],
        [0.25, 4696],
        [0.5, 699],
        [0.75, 2277],
        [1, 7915]
      ]
    },
    {
      id: 'gpt-3.5-turbo-1106',
      released: '2023-11-06',
      meanScore: 0.6193,
      meanCost: 0.000243,
      scoreCounts: [
        [0, 10848],
        [0.25, 1331],
        [0.5, 1737],
        [0.75, 4620],
        [1, 17912]
      ]
    },
    {
      id: 'gpt-4-1106-preview',
      released: '2023-11-06',
      meanScore: 0.7814,
      meanCost: 0.003293,
      scoreCounts: [
        [0, 5332],
        [0.25, 365],
        [0.5, 2105],
        [0.75, 5224],
        [1, 23446]
      ]
    },
    {
      id: 'zero-one-ai/Yi-34B-Chat',
      released: '2023-11-23',
      meanScore: 0.6475,
      meanCost: 0.000186,
      scoreCounts: [
        [0, 9400],
        [0.25, 2403],
        [0.5, 1297],
        [0.75, 3961],
        [1, 19392]
      ]
    },
    {
      id: 'mistralai/mixtral-8x7b-chat',
      released: '2023-12-11',
      meanScore: 0.5471,
      meanCost: 0.000135,
      scoreCounts: [
        [0, 12866],
        [0.25, 2870],
        [0.5, 1169],
        [0.75, 3597],
        [1, 15948]
      ]
    }
  ]
}
