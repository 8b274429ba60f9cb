import { decodeFrom, ExperimentSpec, message } from '../src'
import * as E from 'fp-ts/Either'

const smallest = {
  title: 'Budget',
  question: 'How much is enough?',
  policies: ['stage-route'],
  seeds: 20,
  groups: [{ name: 'budget', title: 'Budget' }]
}

const errorOf = (document: unknown): string => {
  const decoded = decodeFrom(ExperimentSpec, 'my.yaml')(document)
  return E.isLeft(decoded) ? message(decoded.left) : 'no error'
}

test('the smallest specification is one', () => {
  expect(ExperimentSpec.is(smallest)).toBe(true)
  expect(errorOf(smallest)).toBe('no error')
})

test('everything that can be chosen can be chosen, null included', () => {
  const full = {
    ...smallest,
    reference: 'stage-route',
    seed: 0,
    settings: { budget: 0.0005, gamma: null, arrivals: 'at-start' },
    quick: { seeds: 2, settings: { queries: 1000 } },
    groups: [
      {
        name: 'all',
        title: 'All',
        vary: { budget: [0.0003, null], dataset: ['a', 'b'] },
        settings: { stages: 4 },
        policies: ['stage-route', 'greedy'],
        charts: ['regret', 'spend', 'shares', 'pareto', 'sensitivity', 'adoption', 'slope', 'speed']
      }
    ]
  }
  const decoded = decodeFrom(ExperimentSpec, 'my.yaml')(full)
  expect(decoded).toEqual(E.right(full))
})

const group = smallest.groups[0]

test.each<readonly [document: unknown, error: string]>([
  ['text', 'field (whole document): "text"'],
  [null, 'field (whole document): null'],
  [[], 'field (whole document): []'],
  [{ ...smallest, titel: 'x' }, 'field titel: unknown field; known: title, question, policies'],
  [{ ...smallest, title: undefined }, 'field title: missing, expected string'],
  [{ ...smallest, question: 7 }, 'field question: 7, expected string'],
  [{ ...smallest, policies: 'greedy' }, 'field policies: "greedy", expected a list of policies'],
  [{ ...smallest, policies: ['greedy', 3] }, 'field policies[1]: 3, expected string'],
  [{ ...smallest, seeds: 0 }, 'field seeds: 0, expected an integer of at least 1'],
  [{ ...smallest, seeds: 2.5 }, 'field seeds: 2.5, expected an integer of at least 1'],
  [{ ...smallest, seed: -1 }, 'field seed: -1, expected an index of at least 0'],
  [{ ...smallest, reference: 1 }, 'field reference: 1, expected string'],
  [{ ...smallest, settings: { budget: true } }, 'field settings.budget: true, expected'],
  [{ ...smallest, settings: { budget: [1] } }, 'field settings.budget: [1], expected'],
  [{ ...smallest, settings: { budget: Infinity } }, 'field settings.budget: Infinity, expected'],
  [{ ...smallest, quick: { seed: 1 } }, 'field quick.seed: unknown field; known: seeds, settings'],
  [{ ...smallest, groups: {} }, 'field groups: {}, expected a list of groups'],
  [{ ...smallest, groups: [{ name: 'a' }] }, 'field groups[0].title: missing, expected string'],
  [
    { ...smallest, groups: [{ ...group, varry: {} }] },
    'field groups[0].varry: unknown field; known: name, title, vary, settings, policies, charts'
  ],
  [
    { ...smallest, groups: [{ ...group, vary: { budget: 0.1 } }] },
    'field groups[0].vary.budget: 0.1, expected a list of values'
  ],
  [
    { ...smallest, groups: [{ ...group, vary: { budget: [1, { a: 1 }] } }] },
    'field groups[0].vary.budget[1]: {"a":1}, expected'
  ],
  [
    { ...smallest, groups: [group, { ...group, charts: ['regret', 'pie'] }] },
    'field groups[1].charts[1]: "pie", expected a kind of chart: regret, spend, shares'
  ]
])('%j is refused in one line', (document, words) => {
  const error = errorOf(document)
  expect(error.startsWith(`my.yaml, ${words}`) ? words : error).toBe(words)
  expect(error.split('\n')).toHaveLength(1)
})
