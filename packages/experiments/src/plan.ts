import type { ChartKind, SettingValue } from '@stageroute/contracts'

/**
 * One combination of settings, the defaults included. `values` are those of the varied settings; `places` tells, for every setting that the
 * specification gives, which of its fields does.
 *
 * @category plan
 * @since 0.1.0
 */
export interface PlannedCase {
  readonly label: string
  readonly values: Readonly<Record<string, SettingValue>>
  readonly settings: Readonly<Record<string, SettingValue>>
  readonly places: Readonly<Record<string, string>>
}

/**
 * Cases along the same varied settings, and who plays them.
 *
 * @category plan
 * @since 0.1.0
 */
export interface PlannedGroup {
  readonly name: string
  readonly title: string
  readonly axes: ReadonlyArray<string>
  readonly charts: ReadonlyArray<ChartKind>
  readonly policies: ReadonlyArray<string>
  readonly cases: ReadonlyArray<PlannedCase>
}

/**
 * An experiment with every choice made: every policy of a group plays every case of it on the seeds from `seed` on.
 *
 * @category plan
 * @since 0.1.0
 */
export interface ExperimentPlan {
  readonly title: string
  readonly question: string
  readonly isQuick: boolean
  readonly seeds: number
  readonly seed: number
  readonly reference: string
  readonly groups: ReadonlyArray<PlannedGroup>
}

/**
 * Returns how many runs a plan has.
 *
 * @category plan
 * @since 0.1.0
 */
export const countRuns = ({ groups, seeds }: ExperimentPlan): number =>
  groups.reduce((sum, { cases, policies }) => sum + cases.length * policies.length, 0) * seeds
