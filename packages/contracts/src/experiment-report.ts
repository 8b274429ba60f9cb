import type { ChartKind, SettingValue } from './experiment'
import type { OracleRewards, PolicyResult, SimulationSettings } from './report'

/**
 * A mean over seeds with a 95 % confidence interval of it (Student's t).
 *
 * @category experiment
 * @since 0.1.0
 */
export interface Estimate {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/**
 * A measure over the queries: mean over seeds and the band of one standard deviation around it, point by point.
 *
 * @category experiment
 * @since 0.1.0
 */
export interface CurveBand {
  readonly mean: ReadonlyArray<number>
  readonly low: ReadonlyArray<number>
  readonly high: ReadonlyArray<number>
}

/**
 * How a policy's runs went.
 *
 * Shape: `query` counts the queries done at each point; `share` is point-major, point x arm of the case, mean over seeds, the share of the
 * queries since the previous point.
 * Unit: `regret` in reward, `spendToBudget` is spend over `budget x queries so far`.
 *
 * @category experiment
 * @since 0.1.0
 */
export interface CaseCurves {
  readonly query: ReadonlyArray<number>
  readonly regret: CurveBand
  readonly spendToBudget: CurveBand
  readonly share: ReadonlyArray<number>
}

/**
 * What one policy did in one case. `ratio` is its reward over the stage oracle's; `difference` is that ratio minus the reference policy's,
 * seed by seed (null for the reference itself); `cost` is in USD per query. `runs` are the content hashes of the runs behind the numbers, seed
 * by seed.
 *
 * @category experiment
 * @since 0.1.0
 */
export interface CaseResult extends PolicyResult {
  readonly ratio: Estimate
  readonly difference: Estimate | null
  readonly regret: Estimate
  readonly cost: Estimate
  readonly curves: CaseCurves
  readonly runs: ReadonlyArray<string>
}

/**
 * One combination of settings. `values` are those of the varied settings, `arms` the models in order of arrival.
 *
 * Shape: `oracleShare` is point-major, point x arm, at the points of the results' curves.
 *
 * @category experiment
 * @since 0.1.0
 */
export interface ExperimentCase {
  readonly label: string
  readonly values: Readonly<Record<string, SettingValue>>
  readonly dataset: string
  readonly settings: SimulationSettings
  readonly oracles: OracleRewards
  readonly arms: ReadonlyArray<string>
  readonly oracleShare: ReadonlyArray<number>
  readonly results: ReadonlyArray<CaseResult>
}

/**
 * Least-squares slope of log regret on log queries for one policy, with a 95 % confidence interval over seeds.
 *
 * @category experiment
 * @since 0.1.0
 */
export interface RegretSlope extends Estimate {
  readonly policy: string
}

/**
 * Cases along the same varied settings (`axes`). `slopes` is there where the length of the stream is varied.
 *
 * @category experiment
 * @since 0.1.0
 */
export interface ReportGroup {
  readonly name: string
  readonly title: string
  readonly axes: ReadonlyArray<string>
  readonly charts: ReadonlyArray<ChartKind>
  readonly cases: ReadonlyArray<ExperimentCase>
  readonly slopes: ReadonlyArray<RegretSlope>
}

/**
 * The document of a finished experiment. `hash` is that of the specification and of every run in it, `command` makes the report again.
 *
 * @category experiment
 * @since 0.1.0
 */
export interface ExperimentReport {
  readonly name: string
  readonly title: string
  readonly question: string
  readonly command: string
  readonly hash: string
  readonly isQuick: boolean
  readonly seeds: number
  readonly reference: string
  readonly groups: ReadonlyArray<ReportGroup>
}
