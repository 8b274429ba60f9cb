import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { decodeFrom, decodeJson, DeploymentPlan, message, PlanHistory } from '../src'
import { plan, plannedArm } from './deployment-builders'

const complaint = (document: unknown): string =>
  pipe(
    decodeFrom(DeploymentPlan, 'plan.json')(document),
    E.match(message, () => 'accepted')
  )

const withArm = (change: object): unknown => ({ ...plan, arms: [{ ...plannedArm, ...change }] })

test('a plan survives JSON', () => {
  expect(decodeJson(DeploymentPlan, 'plan.json')(JSON.stringify(plan))).toEqual(E.right(plan))
})

test.each<readonly [unknown, string]>([
  [{ ...plan, version: 2 }, 'field version: 2, expected 1'],
  [{ ...plan, vallue: 1 }, /^plan.json, field vallue: unknown field; known: /.source],
  [{ ...plan, value: NaN }, 'field value'],
  [{ ...plan, status: 'fine' }, 'field status: "fine"'],
  [{ ...plan, previous: 0 }, 'field previous'],
  [{ ...plan, deployed: [1] }, 'field deployed[0]: 1, expected string'],
  [{ ...plan, conflict: { _tag: 'none' } }, 'field conflict'],
  [
    { ...plan, warnings: [{ _tag: 'newcomersWait', arms: 0 }] },
    'field warnings[0].arms: 0, expected an integer of at least 1'
  ],
  [withArm({ capacity: 0 }), 'field arms[0].capacity: 0, expected a share in (0, 1]'],
  [withArm({ reason: { _tag: 'liked' } }), 'field arms[0].reason._tag: "liked"'],
  [
    withArm({ reason: { _tag: 'shutDown' } }),
    'field arms[0].reason.at: missing, expected a finite number'
  ],
  [
    withArm({ reason: { _tag: 'pinned', by: 'me' } }),
    'field arms[0].reason.by: unknown field; known: _tag'
  ],
  [withArm({ reason: null }), 'field arms[0].reason: null'],
  [withArm({ reward: { lower: 0, upper: 1 } }), 'field arms[0].reward.estimate: missing']
])('case %#: what is wrong is named', (document, expected) => {
  const said = complaint(document)
  if (expected.startsWith('^')) expect(said).toMatch(new RegExp(expected))
  else expect(said).toContain(expected)
})

test('a history survives JSON, and its plans are checked', () => {
  const history: PlanHistory = {
    most: 5,
    applied: [{ number: 1, appliedAt: 7, restores: null, plan }]
  }
  const decode = decodeJson(PlanHistory, 'history.json')
  expect(decode(JSON.stringify(history))).toEqual(E.right(history))
  const broken = JSON.stringify(history).replace('"stage":3', '"stage":-3')
  expect(
    pipe(
      decode(broken),
      E.match(message, () => 'accepted')
    )
  ).toBe('history.json, field applied[0].plan.stage: -3, expected an index of at least 0')
})
