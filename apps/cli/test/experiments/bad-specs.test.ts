import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../fake-environment'
import { folderWith, smallSpec } from './small-spec'

/** A change of the specification, the line that is wrong then, and how the complaint goes on. */
type BadSpec = readonly [from: string, to: string, line: number, words: string]

const badSpecs: ReadonlyArray<BadSpec> = [
  ['title: A small experiment', 'title: [', 2, ': not YAML ('],
  ['seeds: 3', 'seeds: 3\nseeds: 4', 5, ': not YAML (Map keys must be unique)'],
  ['question: Does it run?\n', '', 1, ', field question: missing, expected string'],
  ['title: A', 'titel: A', 1, ', field titel: unknown field; known: title, question, policies'],
  ['seeds: 3', 'seeds: many', 4, ', field seeds: "many", expected an integer of at least 1'],
  ['seeds: 3', 'seeds: 1', 4, ', field seeds: 1 gives no interval; at least 2'],
  ['greedy]', 'magic]', 3, ', field policies[1]: unknown policy "magic"; known: stage-route'],
  ['queries: 400', 'querys: 400', 5, ', field settings.querys: unknown setting "querys"; known: '],
  ['queries: 400', 'queries: -5', 5, ', field settings.queries: -5 is not a whole number from 1'],
  ['queries: 400', 'queries: few', 5, ', field settings.queries: "few", expected a finite number'],
  [
    'queries: 400',
    'capacity: 0.1',
    5,
    ', field settings.capacity: 5 deployed models can take at most 0.5'
  ],
  ['queries: 400', 'dataset: nope', 5, ', field settings.dataset: unknown data set "nope"; known'],
  ['queries: 400', 'dataset: 7', 5, ', field settings.dataset: 7, expected string'],
  [
    'queries: 400',
    'arrivals: soon',
    5,
    ', field settings.arrivals: unknown way of arriving "soon"'
  ],
  ['queries: 400', 'index: magic', 5, ', field settings.index: unknown index "magic"; known: '],
  ['queries: 400', 'stages: 500, queries: 400', 5, ': not YAML (Map keys must be unique)'],
  ['queries: 400, stages: 4', 'queries: 9', 5, ', field settings.queries: 36 stages need at least'],
  ['stages: 4', 'stages: 500', 5, ', field settings.stages: 500 stages need at least as many'],
  ['- name: budget', '- name: Budget 1', 8, ', field groups[0].name: "Budget 1" is not made of'],
  ['vary: {', 'varied: {', 10, ', field groups[0].varied: unknown field; known: name, title'],
  ['0.001]', 'abc]', 10, ', field groups[0].vary.budget[1]: "abc", expected a finite number'],
  ['0.001]', '-1]', 10, ', field groups[0].vary.budget[1]: -1 is not a finite number above 0'],
  ['0.001]', '0.0003]', 10, ', field groups[0].vary.budget[1]: 0.0003 appears twice'],
  ['[0.0003, 0.001]', '0.001', 10, ', field groups[0].vary.budget: 0.001, expected a list of'],
  ['[0.0003, 0.001]', '[]', 10, ', field groups[0].vary.budget: an empty list'],
  [
    'vary: {',
    'vary: { stages: [2],\n      budgett: [1],\n      ',
    11,
    ', field groups[0].vary.budgett: unknown setting "budgett"; known: '
  ],
  [
    'vary: { budget',
    'charts: [regret, pie]\n    vary: { budget',
    10,
    ', field groups[0].charts[1]: "pie", expected a kind of chart'
  ],
  [
    'seeds: 3',
    'seeds: 9000',
    7,
    ', field groups: 36,000 runs (cases x policies x seeds), more than'
  ]
]

test.each(badSpecs)('%j as %j is told in one line, of line %d', async (from, to, line, words) => {
  expect(smallSpec).toContain(from)
  const { folder, file, options } = folderWith(smallSpec.replace(from, to))
  const played = jest.fn()
  const { code, out, err } = await run(['sweep', file, ...options], { runTasks: played })
  const expected = `stageroute: ${file}${words.startsWith(':') ? ':' : ','} line ${line}${words}`
  expect(err.startsWith(expected) ? expected : err).toBe(expected)
  expect(err.trimEnd().split('\n')).toHaveLength(1)
  expect([code, out]).toEqual([2, ''])
  expect(played).not.toHaveBeenCalled()
  expect(readdirSync(folder)).toEqual(['my.yaml'])
})

test('a case that cannot be opened is found before the first is played', async () => {
  const { file, options } = folderWith(
    `${smallSpec}  - name: last\n    title: Last\n    settings: { dataset: nope }\n`
  )
  const played = jest.fn()
  const { code, err } = await run(['sweep', file, ...options], { runTasks: played })
  expect([code, err]).toEqual([2, expect.stringContaining('line 13, field groups[1].settings.dat')])
  expect(played).not.toHaveBeenCalled()
})

test('more runs than are likely meant are played when they are meant', async () => {
  const { file, options } = folderWith(smallSpec.replace('seeds: 3', 'seeds: 6000'))
  const played = jest.fn().mockRejectedValue(new Error('enough'))
  const { err } = await run(['sweep', file, ...options, '--yes'], { runTasks: played })
  expect(played).toHaveBeenCalledTimes(1)
  expect(err).toContain('stageroute: experiment failed: enough')
})

test.each([
  [['--seeds', '1'], '--seeds: 1 gives no interval; at least 2'],
  [['--seeds', 'x'], "option '--seeds <n>' argument 'x' is invalid."],
  [['--jobs', '1000'], '--jobs: 1000 is not a whole number from 1 to 256'],
  [['--out', '/dev/null'], '/dev/null: cannot be written to'],
  [['--bogus'], "unknown option '--bogus'"]
])('bad usage %j is one line and exit code 2', async (args, line) => {
  const { file, options } = folderWith()
  const { code, out, err } = await run(['sweep', file, ...options, ...args])
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(line)
  expect(err.trimEnd().split('\n')).toHaveLength(1)
})

test('a file that is not there is named', async () => {
  const file = join(folderWith().folder, 'none.yaml')
  const { code, err } = await run(['sweep', file])
  expect([code, err]).toEqual([2, expect.stringContaining(`stageroute: ${file}: `)])
})

test('runs that cannot be kept end the experiment', async () => {
  const { file, options } = folderWith()
  const { code, err } = await run(['sweep', file, ...options, '--runs', '/dev/null/runs'])
  expect(code).toBe(1)
  expect(err).toMatch(/stageroute: experiment failed: making \/dev\/null\/runs\/\w\w failed: /)
})
