import { bestPolicies } from '../../src/charts/best-policies'
import { large, makeGroup } from '../make-report'

const group = makeGroup({ ...large, points: 2, cases: 2 }, ['regret'])

/** The same group, with the ratio of one policy set in every case. */
const withRatio = (policy: string, mean: number) => ({
  ...group,
  cases: group.cases.map((one) => ({
    ...one,
    results: one.results.map((result) =>
      result.policy === policy ? { ...result, ratio: { ...result.ratio, mean } } : result
    )
  }))
})

test('eight are shown beside the reference', () => {
  expect(bestPolicies(group, 'uniform')).toHaveLength(9)
})

test('a policy with a large ratio is among them', () => {
  expect(bestPolicies(withRatio('cheapest', 2), 'stage-route')).toContain('cheapest')
  expect(bestPolicies(withRatio('cheapest', 0), 'stage-route')).not.toContain('cheapest')
})

test('the reference is shown however poor it is', () => {
  expect(bestPolicies(withRatio('uniform', 0), 'uniform')).toContain('uniform')
})
