import * as E from 'fp-ts/Either'
import type { DeploymentPlan, PlanHistory } from '@stageroute/contracts'
import {
  applyPlan,
  currentPlan,
  emptyHistory,
  rollBack,
  stagesDeployed,
  type ApplyMoment,
  type PlanRefusal
} from '@stageroute/planner'
import { armOf, planOf, plannedArmOf } from './plan-builders'

const moment: ApplyMoment = {
  now: 10,
  inventory: ['a', 'b', 'c', 'd'].map((id) => armOf(id, { switchCost: 5 })),
  drainTime: 2
}

const historyOf = (outcome: E.Either<PlanRefusal, PlanHistory>): PlanHistory => {
  if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const applied = (plans: ReadonlyArray<DeploymentPlan>, most = 10): PlanHistory =>
  plans.reduce((history, plan) => historyOf(applyPlan(history, plan, moment)), emptyHistory(most))

const three = applied([planOf(['a', 'b'], null), planOf(['b', 'c'], 1), planOf(['c', 'd'], 2)])

test('plans are numbered from 1 and the last is current', () => {
  expect(three.applied.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(currentPlan(three)).toMatchObject({ number: 3, appliedAt: 10, restores: null })
  expect(currentPlan(emptyHistory(3))).toBeNull()
})

test('as many plans are kept as asked for, and numbers go on', () => {
  const plans = [planOf(['a'], null), planOf(['b'], 1), planOf(['c'], 2)]
  expect(applied(plans, 2).applied.map(({ number }) => number)).toEqual([2, 3])
})

test('a plan made against another than the current one is refused', () => {
  expect(applyPlan(three, planOf(['a'], 2), moment)).toEqual(
    E.left({ _tag: 'planIsStale', madeAgainst: 2, current: 3 })
  )
  expect(applyPlan(emptyHistory(3), planOf(['a'], 1), moment)).toEqual(
    E.left({ _tag: 'planIsStale', madeAgainst: 1, current: null })
  )
})

test('a plan that deploys nothing is refused', () => {
  const nothing = planOf([], null, { status: 'rulesInfeasible' })
  expect(applyPlan(emptyHistory(3), nothing, moment)).toEqual(
    E.left({ _tag: 'planDeploysNothing' })
  )
})

const changed = (change: Parameters<typeof armOf>[1]): ApplyMoment => ({
  ...moment,
  inventory: [armOf('a'), armOf('b', change)]
})

const since: ReadonlyArray<readonly [PlanRefusal, ApplyMoment]> = [
  [
    { _tag: 'armGone', arm: 'b' },
    { ...moment, inventory: [armOf('a')] }
  ],
  [{ _tag: 'armForbidden', arm: 'b' }, changed({ isForbidden: true })],
  [{ _tag: 'armShutDown', arm: 'b', at: 10 }, changed({ shutdownAt: 10 })],
  [{ _tag: 'armDrains', arm: 'b', from: 10 }, changed({ shutdownAt: 12 })]
]

test.each(since)('$_tag: a plan whose arm may not be deployed since is refused', (refusal, now) => {
  expect(applyPlan(emptyHistory(3), planOf(['a', 'b'], null), now)).toEqual(E.left(refusal))
})

test.each(since)('$_tag: so is a rollback to it', (refusal, now) => {
  const history = applied([planOf(['a', 'b'], null), planOf(['a'], 1)])
  expect(rollBack(history, 1, now)).toEqual(E.left(refusal))
})

test('a rollback is a new plan that deploys the old set', () => {
  const back = historyOf(rollBack(three, 1, moment))
  expect(back.applied.length).toBe(4)
  expect(currentPlan(back)).toMatchObject({
    number: 4,
    restores: 1,
    plan: {
      previous: 3,
      deployed: ['a', 'b'],
      diff: { added: ['a', 'b'], dropped: ['c', 'd'], kept: [] },
      switching: { outcome: 'restored', gain: null, cost: 10 }
    }
  })
})

test('a rollback says of every arm of both plans what becomes of it', () => {
  const old = planOf(['a'], null, {
    arms: [
      plannedArmOf('a'),
      plannedArmOf('x', { verdict: 'dropped', share: 0, reason: { _tag: 'forbidden' } })
    ]
  })
  const back = historyOf(rollBack(applied([old, planOf(['a', 'b'], 1)]), 1, moment))
  const arms = currentPlan(back)?.plan.arms.map(({ id, verdict, reason, share }) => ({
    id,
    verdict,
    reason: reason._tag,
    share
  }))
  expect(arms).toEqual([
    { id: 'a', verdict: 'kept', reason: 'restored', share: 0.5 },
    { id: 'x', verdict: 'leftOut', reason: 'forbidden', share: 0 },
    { id: 'b', verdict: 'dropped', reason: 'restored', share: 0 }
  ])
})

test('a plan can be made against a rollback', () => {
  const back = historyOf(rollBack(three, 1, moment))
  expect(E.isRight(applyPlan(back, planOf(['c'], 4), moment))).toBe(true)
})

test('a number that is not kept cannot be rolled back to', () => {
  expect(rollBack(three, 7, moment)).toEqual(
    E.left({ _tag: 'numberUnknown', number: 7, kept: [1, 2, 3] })
  )
  expect(rollBack(emptyHistory(3), 1, moment)).toEqual(
    E.left({ _tag: 'numberUnknown', number: 1, kept: [] })
  )
})

test('stages of each arm are counted', () => {
  expect([...stagesDeployed(three)]).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 2],
    ['d', 1]
  ])
})

test('histories handed in are not changed', () => {
  const before = JSON.stringify(three)
  rollBack(three, 1, moment)
  applyPlan(three, planOf(['a'], 3), moment)
  expect(JSON.stringify(three)).toBe(before)
})
