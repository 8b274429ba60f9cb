import type { ReportGroup } from '@stageroute/contracts'

/** More lines than this are a thicket. */
const bestCount = 8

/** Policies that are shown at first: the best and the reference. */
export const shownCount = bestCount + 1

/** The policies of a group, in the order in which they are first seen. */
export const policiesOf = (group: ReportGroup): ReadonlyArray<string> => [
  ...new Set(group.cases.flatMap(({ results }) => results.map(({ policy }) => policy)))
]

const meanRatio = (group: ReportGroup, policy: string): number => {
  const ratios = group.cases.flatMap(({ results }) =>
    results.filter((result) => result.policy === policy).map(({ ratio }) => ratio.mean)
  )
  return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
}

/**
 * Returns the policies that a group's charts show at first: the reference, and the eight with the largest ratio to the oracle, mean over the
 * cases, in the order of the group.
 *
 * Ties: the policy that is seen first.
 */
export const bestPolicies = (group: ReportGroup, reference: string): ReadonlyArray<string> => {
  const policies = policiesOf(group)
  const best = policies
    .filter((policy) => policy !== reference)
    .sort((a, b) => meanRatio(group, b) - meanRatio(group, a))
    .slice(0, bestCount)
  return policies.filter((policy) => policy === reference || best.includes(policy))
}
