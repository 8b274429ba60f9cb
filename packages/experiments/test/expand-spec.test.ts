import * as E from 'fp-ts/Either'
import { message, type ExperimentSpec } from '@stageroute/contracts'
import { countRuns, expandSpec, type ExpandOptions, type ExperimentPlan } from '../src'

const options: ExpandOptions = {
  source: 'my.yaml',
  known: {
    settings: { dataset: 'figures', budget: 0.5, queries: 1000, gamma: null },
    policies: ['mine', 'greedy', 'uniform']
  },
  isQuick: false,
  seeds: null
}

const spec: ExperimentSpec = {
  title: 'Title',
  question: 'Question?',
  policies: ['mine', 'greedy'],
  seeds: 20,
  groups: [{ name: 'one', title: 'One' }]
}

const specWith = (
  group: Partial<ExperimentSpec['groups'][number]>,
  rest: Partial<ExperimentSpec> = {}
): ExperimentSpec => ({ ...spec, ...rest, groups: [{ name: 'one', title: 'One', ...group }] })

const planOf = (from: ExperimentSpec, changes: Partial<ExpandOptions> = {}): ExperimentPlan => {
  const plan = expandSpec(from, { ...options, ...changes })
  if (E.isLeft(plan)) throw new Error(message(plan.left))
  return plan.right
}

const casesOf = (plan: ExperimentPlan): ExperimentPlan['groups'][number]['cases'] =>
  plan.groups[0]?.cases ?? []

test('what is not said is by default', () => {
  const plan = planOf(spec)
  expect(plan).toMatchObject({ seeds: 20, seed: 1, reference: 'mine', isQuick: false })
  expect(casesOf(plan)).toEqual([
    {
      label: 'One',
      values: {},
      settings: { dataset: 'figures', budget: 0.5, queries: 1000, gamma: null },
      places: {}
    }
  ])
})

test('of settings that are given several times the last counts, and its place is known', () => {
  const given = specWith(
    { settings: { queries: 30, gamma: 4 }, vary: { gamma: [5] } },
    { settings: { budget: 1, queries: 2, gamma: 3 } }
  )
  expect(casesOf(planOf(given))[0]).toMatchObject({
    settings: { dataset: 'figures', budget: 1, queries: 30, gamma: 5 },
    places: {
      budget: 'settings.budget',
      queries: 'groups[0].settings.queries',
      gamma: 'groups[0].vary.gamma[0]'
    }
  })
})

test('every combination of varied values is a case, the last axis fastest', () => {
  const plan = planOf(specWith({ vary: { budget: [1, 2], dataset: ['a', 'b'] } }))
  expect(plan.groups[0]?.axes).toEqual(['budget', 'dataset'])
  expect(casesOf(plan).map(({ label, values }) => [label, values])).toEqual([
    ['budget 1, dataset a', { budget: 1, dataset: 'a' }],
    ['budget 1, dataset b', { budget: 1, dataset: 'b' }],
    ['budget 2, dataset a', { budget: 2, dataset: 'a' }],
    ['budget 2, dataset b', { budget: 2, dataset: 'b' }]
  ])
  expect(casesOf(plan)[3]?.places).toEqual({
    budget: 'groups[0].vary.budget[1]',
    dataset: 'groups[0].vary.dataset[1]'
  })
})

test('null is a value, called the default', () => {
  const plan = planOf(specWith({ vary: { gamma: [null, 2] } }))
  expect(casesOf(plan).map(({ label }) => label)).toEqual(['gamma by default', 'gamma 2'])
})

test('a quick look has its own seeds and settings, over all others', () => {
  const quick = specWith(
    { vary: { queries: [1000, 2000], budget: [1, 2] } },
    { quick: { seeds: 3, settings: { queries: 50 } } }
  )
  expect(planOf(quick)).toMatchObject({ seeds: 20, isQuick: false })
  const plan = planOf(quick, { isQuick: true })
  expect(plan).toMatchObject({ seeds: 3, isQuick: true })
  // The axis that it sets is left with one value.
  expect(casesOf(plan).map(({ settings }) => [settings['queries'], settings['budget']])).toEqual([
    [50, 1],
    [50, 2]
  ])
  expect(casesOf(plan)[0]?.places['queries']).toBe('quick.settings.queries')
})

test('a number of seeds that is asked for is over that of the specification and of its quick look', () => {
  const quick = { ...spec, quick: { seeds: 3 } }
  expect(planOf(quick, { seeds: 5 }).seeds).toBe(5)
  expect(planOf(quick, { seeds: 5, isQuick: true }).seeds).toBe(5)
})

test('groups may have policies and charts of their own', () => {
  const plan = planOf(specWith({ policies: ['mine', 'uniform'], charts: ['speed'] }))
  expect(plan.groups[0]).toMatchObject({ policies: ['mine', 'uniform'], charts: ['speed'] })
  expect(planOf(spec).groups[0]?.policies).toEqual(['mine', 'greedy'])
  expect(planOf(spec).groups[0]?.charts).toContain('regret')
})

test('runs are cases x policies x seeds, over the groups', () => {
  const groups = [
    { name: 'a', title: 'A', vary: { budget: [1, 2, 3] } },
    { name: 'b', title: 'B', policies: ['mine'] }
  ]
  expect(countRuns(planOf({ ...spec, groups }))).toBe((3 * 2 + 1) * 20)
})

test.each<readonly [from: ExperimentSpec, error: string]>([
  [{ ...spec, policies: [] }, 'field policies: an empty list'],
  [
    { ...spec, policies: ['mine', 'magic'] },
    'field policies[1]: unknown policy "magic"; known: mine, greedy, uniform'
  ],
  [{ ...spec, policies: ['mine', 'mine'] }, 'field policies[1]: "mine" appears twice'],
  [{ ...spec, reference: 'uniform' }, 'field reference: "uniform" is not among the policies'],
  [{ ...spec, seeds: 1 }, 'field seeds: 1 gives no interval; at least 2'],
  [{ ...spec, quick: { seeds: 1 } }, 'field quick.seeds: 1 gives no interval; at least 2'],
  [
    { ...spec, settings: { budgett: 1 } },
    'field settings.budgett: unknown setting "budgett"; known: dataset, budget, queries, gamma'
  ],
  [
    { ...spec, quick: { settings: { speed: 1 } } },
    'field quick.settings.speed: unknown setting "speed"'
  ],
  [{ ...spec, groups: [] }, 'field groups: an empty list'],
  [specWith({ name: '../x' }), 'field groups[0].name: "../x" is not made of lower-case letters'],
  [specWith({ name: '' }), 'field groups[0].name: "" is not made of lower-case letters'],
  [
    { ...spec, groups: [spec.groups[0], spec.groups[0]].flatMap((group) => group ?? []) },
    'field groups[1].name: "one" appears twice'
  ],
  [
    specWith({ vary: { budgett: [1] } }),
    'field groups[0].vary.budgett: unknown setting "budgett"; known: dataset'
  ],
  [specWith({ vary: { budget: [] } }), 'field groups[0].vary.budget: an empty list'],
  [specWith({ vary: { budget: [1, 2, 1] } }), 'field groups[0].vary.budget[2]: 1 appears twice'],
  [specWith({ settings: { toString: 1 } }), 'field groups[0].settings.toString: unknown setting'],
  [specWith({ policies: [] }), 'field groups[0].policies: an empty list'],
  [specWith({ policies: ['magic'] }), 'field groups[0].policies[0]: unknown policy "magic"'],
  [
    specWith({ policies: ['greedy'] }),
    'field groups[0].policies: the reference "mine" is not among them'
  ]
])('%j is refused', (from, words) => {
  const plan = expandSpec(from, options)
  const error = E.isLeft(plan) ? message(plan.left) : 'no error'
  expect(error.startsWith(`my.yaml, ${words}`) ? words : error).toBe(words)
})
