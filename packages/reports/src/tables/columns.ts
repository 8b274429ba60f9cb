import type { CaseResult, Estimate } from '@stageroute/contracts'
import { amountText, differenceText, estimateText, numberText, percentText } from './number-text'

/** Whether an interval tells a policy from the reference. */
export type Verdict = 'better' | 'worse' | 'not told apart' | 'reference'

/** What a difference in ratio says: nothing when its interval holds zero. */
export const verdictOf = (difference: Estimate | null): Verdict => {
  if (difference === null) return 'reference'
  if (difference.low > 0) return 'better'
  return difference.high < 0 ? 'worse' : 'not told apart'
}

/** A column of the table of results: its head, what it means, and a cell for people. */
export interface Column {
  readonly head: string
  readonly meaning: string
  readonly text: (result: CaseResult) => string
  /** Whether it says anything of a result; always where not given. */
  readonly isTelling?: (result: CaseResult) => boolean
}

const perThousand = 1000

const queriesText = (queries: number | null): string =>
  queries === null ? 'never' : numberText(queries)

/** A reward that was bought by overspending is not to be taken for a better policy's. */
const spendText = (spendToBudget: number): string => {
  const text = spendToBudget.toFixed(3)
  return Number(text) > 1 ? `${text} over` : text
}

/** The numbers of a policy in a case, policy first. */
export const columns: ReadonlyArray<Column> = [
  { head: 'policy', meaning: 'the policy', text: ({ policy }) => policy },
  {
    head: 'ratio to oracle',
    meaning: 'reward over that of the stage oracle, mean with a 95 % confidence interval',
    text: ({ ratio }) => estimateText(ratio, 4)
  },
  {
    head: 'difference',
    meaning:
      'ratio minus that of the reference, seed by seed, mean with a 95 % confidence interval',
    text: ({ difference }) => (difference === null ? '–' : differenceText(difference, 4))
  },
  {
    head: 'verdict',
    meaning:
      'whether the interval of the difference lies above or below zero: by reward alone, whatever was spent',
    text: ({ difference }) => verdictOf(difference)
  },
  {
    head: 'regret',
    meaning:
      'reward lost against the stage oracle over the run, mean with a 95 % confidence interval',
    text: ({ regret }) => amountText(regret)
  },
  {
    head: 'spend / budget',
    meaning: 'spend over budget × queries, mean over seeds; “over” marks more than the budget',
    text: ({ spendToBudget }) => spendText(spendToBudget.mean)
  },
  {
    head: 'overspent',
    meaning:
      'share of the queries at which more had been spent than the float and the budget so far',
    text: ({ overspentQueriesShare }) => percentText(overspentQueriesShare.mean)
  },
  {
    head: 'unserved',
    meaning: 'share of the queries that no model answered',
    text: ({ unservedShare }) => percentText(unservedShare.mean)
  },
  {
    head: 'lock-out',
    meaning: 'share of the seeds in which a model of the oracle’s mix was left out to the end',
    text: ({ lockOutShare }) => percentText(lockOutShare)
  },
  {
    head: 'switches',
    meaning: 'models newly deployed after the first stage, mean over seeds',
    text: ({ switches }) => switches.mean.toFixed(1)
  },
  {
    head: 'adoption',
    meaning: 'queries until a newcomer is used, median / 90th percentile',
    text: ({ adoptionQueries: { median, p90 } }) => `${queriesText(median)} / ${queriesText(p90)}`
  },
  {
    head: 'recovery',
    meaning:
      'queries from a change of what is true until 90 % of what can be had then is earned over 500 queries, median / 90th percentile',
    text: ({ recoveryQueries }) =>
      recoveryQueries === null
        ? '–'
        : `${queriesText(recoveryQueries.median)} / ${queriesText(recoveryQueries.p90)}`,
    isTelling: ({ recoveryQueries }) => recoveryQueries !== null
  },
  {
    head: 'reward',
    meaning: 'reward per query, mean over seeds',
    text: ({ reward }) => reward.mean.toFixed(4)
  },
  {
    head: 'USD per 1,000',
    meaning: 'cost of a thousand queries, mean over seeds',
    text: ({ cost }) => numberText(perThousand * cost.mean)
  }
]

/** The columns that tell something of any of the results. */
export const columnsOf = (results: ReadonlyArray<CaseResult>): ReadonlyArray<Column> =>
  columns.filter(({ isTelling }) => isTelling === undefined || results.some(isTelling))

/** The cells of a policy's row, in the order of the columns. */
export const rowOf = (result: CaseResult, shown: ReadonlyArray<Column>): ReadonlyArray<string> =>
  shown.map(({ text }) => text(result))
