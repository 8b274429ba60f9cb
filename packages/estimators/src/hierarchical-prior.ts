import {
  priorVariance,
  refreshPrecision,
  updateHierarchical,
  type HierarchicalTable
} from './hierarchical'

/** Observations from which on an arm says something of what is common to all. */
const TELLING_PULLS = 20
/** Steps of the iteration at a time; it goes on from where it was. */
const STEPS = 2

/**
 * Learns the distribution that arms' coefficients are drawn from, by two steps of expectation-maximisation from where it is, and updates all arms. Its
 * mean has one more arm of mean reward without a say in the features, its covariance as many more arms of the prior as that weighs.
 *
 * Cost: O(arms dimension^3) a step; allocates a list of arms.
 * Source: A. P. Dempster, D. B. Rubin, R. K. Tsutakawa, JASA 76 (1981), estimation in covariance components models; the prior enters as by a conjugate
 *   inverse Wishart distribution.
 *
 * @category hierarchical
 * @since 0.1.0
 */
export const learnHierarchicalPrior = (table: HierarchicalTable): void => {
  const telling: Array<number> = []
  for (let arm = 0; arm < table.size; arm++)
    if (table.pulls[arm] >= TELLING_PULLS) telling.push(arm)
  for (let step = 0; step < STEPS && telling.length > 0; step++) {
    for (const arm of telling) updateHierarchical(table, arm)
    moveCenter(table, telling)
    moveSpread(table, telling)
    refreshPrecision(table)
  }
  for (let arm = 0; arm < table.size; arm++) updateHierarchical(table, arm)
}

const moveCenter = (
  { dimension, center, mean, sum, pulls }: HierarchicalTable,
  arms: ReadonlyArray<number>
): void => {
  let rewards = 0
  let observed = 0
  for (const arm of arms) {
    rewards += sum[arm]
    observed += pulls[arm]
  }
  for (let i = 0; i < dimension; i++) {
    let total = i === 0 ? rewards / observed : 0
    for (const arm of arms) total += mean[arm * dimension + i]
    center[i] = total / (arms.length + 1)
  }
}

const moveSpread = (table: HierarchicalTable, arms: ReadonlyArray<number>): void => {
  const { dimension, prior, center, spread, mean, covariance } = table
  spread.fill(0)
  for (let i = 0; i < dimension; i++)
    spread[i * dimension + i] = prior.arms * priorVariance(table, i)
  for (const arm of arms) {
    for (let i = 0; i < dimension; i++) {
      const row = (arm * dimension + i) * dimension
      const away = mean[arm * dimension + i] - center[i]
      for (let j = 0; j < dimension; j++)
        spread[i * dimension + j] +=
          covariance[row + j] + away * (mean[arm * dimension + j] - center[j])
    }
  }
  for (let i = 0; i < spread.length; i++) spread[i] /= arms.length + prior.arms
}
