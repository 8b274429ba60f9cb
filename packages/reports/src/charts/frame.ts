import type { ExperimentCase, ExperimentReport, ReportGroup } from '@stageroute/contracts'
import { bestPolicies, policiesOf } from './best-policies'
import { looksOf, type Look } from './look'

/** What every chart of a group is drawn with: `index` is the group's place in the report, `drawn` are the policies that it shows. */
export interface Frame {
  readonly index: number
  readonly group: ReportGroup
  readonly looks: ReadonlyMap<string, Look>
  readonly drawn: ReadonlyArray<string>
}

/** A frame per group: with all its policies, or with those only that are worth a first look. */
export const framesOf = (
  report: ExperimentReport,
  policies: 'all' | 'best'
): ReadonlyArray<Frame> => {
  const looks = looksOf(report.groups.flatMap(policiesOf), report.reference)
  return report.groups.map((group, index) => ({
    index,
    group,
    looks,
    drawn: policies === 'all' ? policiesOf(group) : bestPolicies(group, report.reference)
  }))
}

/** The results of the drawn policies in one case, in the order of the frame. */
export const resultsIn = (frame: Frame, one: ExperimentCase): ExperimentCase['results'] =>
  frame.drawn.flatMap((policy) => one.results.find((result) => result.policy === policy) ?? [])

/** The look of a policy; every policy of a report has one. */
export const lookIn = (frame: Frame, policy: string): Look =>
  frame.looks.get(policy) ?? { colour: '@muted', dash: 'solid', symbol: '', isReference: false }
