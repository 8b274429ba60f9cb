import type { DeploymentPlan } from '@stageroute/contracts'
import { observeStageFigures } from '@stageroute/planner'
import { planOf, plannedArmOf } from './plan-builders'

const past = (
  plans: ReadonlyArray<DeploymentPlan>,
  arrivals: ReadonlyArray<string>
): ReturnType<typeof observeStageFigures> =>
  observeStageFigures({
    queries: 1000,
    arrivals,
    history: {
      most: 9,
      applied: plans.map((plan, i) => ({ number: i + 1, appliedAt: i, restores: null, plan }))
    }
  })

const withArms = (
  arms: DeploymentPlan['arms'],
  change: Partial<DeploymentPlan> = {}
): DeploymentPlan =>
  planOf(
    arms.map(({ id }) => id),
    null,
    { arms, ...change }
  )

test('an arm is useful, and worth something, by the last plan that knows it', () => {
  const first = withArms([plannedArmOf('a', { worth: 0.4 }), plannedArmOf('b', { worth: 0.3 })])
  const second = withArms([
    plannedArmOf('a', { worth: 0.1 }),
    plannedArmOf('b', { share: 0, worth: 0.01, verdict: 'dropped' })
  ])
  expect(past([first, second], ['a', 'b', 'never planned'])).toMatchObject({
    arrived: 3,
    useful: 1,
    arrivalRate: 0.001,
    improvement: 0.1
  })
})

test('an arm that nothing could do without is useful, and not in the mean', () => {
  const plan = withArms([plannedArmOf('a', { worth: null }), plannedArmOf('b', { worth: 0.2 })])
  expect(past([plan], ['a', 'b'])).toMatchObject({ useful: 2, improvement: 0.2 })
})

test('arms that were there before do not count as arrivals', () => {
  expect(past([withArms([plannedArmOf('a')])], [])).toMatchObject({ arrived: 0, arrivalRate: 0 })
})

test('the switch cost is the mean of the plans that deployed something new', () => {
  const switching = (cost: number): DeploymentPlan['switching'] => ({
    outcome: 'worthIt',
    gain: 9,
    cost
  })
  const still = planOf(['a'], 1, {
    switching: { outcome: 'unchanged', gain: 0, cost: 0 },
    diff: { added: [], dropped: [], kept: ['a'] }
  })
  const plans = [
    planOf(['a'], null, { switching: switching(4) }),
    still,
    planOf(['b'], 2, { switching: switching(8) })
  ]
  expect(past(plans, []).switchCost).toBe(6)
  expect(past([still], []).switchCost).toBe(0)
})
