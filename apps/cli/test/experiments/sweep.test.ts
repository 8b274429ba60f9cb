import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import type { ExperimentReport } from '@stageroute/contracts'
import { makeTaskRunner } from '../../src/simulation/task'
import { run, type Outcome } from '../fake-environment'
import { folderWith, smallSpec } from './small-spec'

/** Sweeps a file and counts the runs that are played. */
const sweep = async (
  args: ReadonlyArray<string>
): Promise<Outcome & { readonly played: number }> => {
  let played = 0
  const outcome = await run(['sweep', ...args], {
    runTasks: async (tasks, _, { onResult }) => {
      const runTask = makeTaskRunner()
      played += tasks.length
      tasks.forEach((task, i) =>
        onResult(
          runTask(task, () => undefined),
          i
        )
      )
    }
  })
  return { ...outcome, played }
}

const reportIn = (folder: string): ExperimentReport =>
  JSON.parse(readFileSync(join(folder, 'report', 'report.json'), 'utf8')) as ExperimentReport

const withoutSpeed = (text: string): string =>
  text.replace(/"queriesPerSecond":[^,}]+/g, '"queriesPerSecond":0')

const runFiles = (folder: string): ReadonlyArray<string> =>
  readdirSync(join(folder, 'runs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(folder, 'runs', file))
    .filter((file) => readFileSync(file, 'utf8').includes('"measures"'))
    .sort()

test('a sweep prints a table per case and writes report, page, rows, tables and charts', async () => {
  const { folder, file, options } = folderWith()
  const { code, out, err, played } = await sweep([file, ...options])
  expect([code, played]).toEqual([0, 12])
  expect(out).toMatch(/^A small experiment\nDoes it run\?\n\nBudget\n======\n\nbudget 0\.0003 /)
  expect(out).toMatch(/\nstage-route +\d\.\d{4} ±\d\.\d{4} +reference /)
  expect(out).toMatch(/\ngreedy +\d\.\d{4} ±\d\.\d{4} +[+-]\d\.\d{4} ±\d\.\d{4}/)
  expect(err).toMatch(
    /^12 runs to play, kept in .*runs\nwrote \d+ files to .*report; look at .*\n$/
  )
  const files = readdirSync(join(folder, 'report'))
  expect(files.sort()).toEqual([
    'budget.csv',
    'charts',
    'index.html',
    'report.json',
    'runs.parquet'
  ])
  expect(readdirSync(join(folder, 'report', 'charts'))).toContain('budget-sensitivity.svg')
})

test('the report is of every case, policy and seed', async () => {
  const { folder, file, options } = folderWith()
  await sweep([file, ...options])
  const report = reportIn(folder)
  expect(report).toMatchObject({
    name: 'my',
    title: 'A small experiment',
    command: `stageroute sweep ${file}`,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    isQuick: false,
    seeds: 3,
    reference: 'stage-route'
  })
  const [group] = report.groups
  expect(group).toMatchObject({ name: 'budget', axes: ['budget'], slopes: [] })
  expect(group?.cases.map(({ values }) => values)).toEqual([{ budget: 0.0003 }, { budget: 0.001 }])
  for (const one of group?.cases ?? []) {
    expect(one).toMatchObject({ dataset: 'routerbench', settings: { queries: 400, seeds: 3 } })
    expect(one.arms).toHaveLength(11)
    expect(one.oracleShare).toHaveLength(100 * 11)
    expect(one.results.map(({ policy, runs }) => [policy, runs.length])).toEqual([
      ['stage-route', 3],
      ['greedy', 3]
    ])
    expect(one.results[0]?.curves.query).toHaveLength(100)
  }
})

test('--json prints the report that is written, and nothing else', async () => {
  const { folder, file, options } = folderWith()
  const { out } = await sweep([file, ...options, '--json'])
  expect(out).toBe(readFileSync(join(folder, 'report', 'report.json'), 'utf8'))
})

test('a second start plays nothing and writes the same bytes', async () => {
  const { folder, file, options } = folderWith()
  await sweep([file, ...options])
  const first = readFileSync(join(folder, 'report', 'report.json'), 'utf8')
  const again = await sweep([file, ...options])
  expect(again.played).toBe(0)
  expect(again.err).toContain('12 runs, 12 of them played before')
  expect(readFileSync(join(folder, 'report', 'report.json'), 'utf8')).toBe(first)
})

test('the same seeds give the same report in another folder, but for the speed', async () => {
  const [one, other] = [folderWith(), folderWith()]
  await sweep([one.file, ...one.options])
  await sweep([other.file, ...other.options])
  const read = ({ folder, file }: typeof one): string =>
    withoutSpeed(readFileSync(join(folder, 'report', 'report.json'), 'utf8')).replace(file, 'FILE')
  expect(read(one)).toBe(read(other))
})

test('what is missing is played, and only that', async () => {
  const { folder, file, options } = folderWith()
  await sweep([file, ...options])
  const before = withoutSpeed(JSON.stringify(reportIn(folder)))
  expect(runFiles(folder)).toHaveLength(12)
  rmSync(runFiles(folder)[3] ?? '')
  const { played, err } = await sweep([file, ...options])
  expect([played, err]).toEqual([1, expect.stringContaining('12 runs, 11 of them played before')])
  expect(withoutSpeed(JSON.stringify(reportIn(folder)))).toBe(before)
})

test('another budget plays its own runs alone, and one more seed one more run per policy and case', async () => {
  const { folder, file, options } = folderWith()
  await sweep([file, ...options])
  writeFileSync(file, smallSpec.replace('0.001]', '0.001, 0.002]'))
  expect((await sweep([file, ...options])).played).toBe(6)
  expect((await sweep([file, ...options, '--seeds', '4'])).played).toBe(6)
  expect(reportIn(folder).command).toBe(`stageroute sweep ${file} --seeds 4`)
})

test.each<readonly [what: string, spoil: (file: string, other: string) => void, words: string]>([
  ['cut off', (file) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, 200)), 'not JSON'],
  ['of an earlier version', (file) => writeFileSync(file, '{"version":1}'), 'field version: 1'],
  [
    'with a text for a number',
    (file) =>
      writeFileSync(file, readFileSync(file, 'utf8').replace(/"reward":[^,]+/, '"reward":"1"')),
    'field measures.reward: "1"'
  ],
  [
    "another run's",
    (file, other) => writeFileSync(file, readFileSync(other, 'utf8')),
    'holds another run'
  ],
  [
    'a folder',
    (file) => {
      rmSync(file)
      mkdirSync(file)
    },
    'EISDIR'
  ]
])('a kept run that is %s is told of and not used', async (what, spoil, words) => {
  const { folder, file, options } = folderWith()
  await sweep([file, ...options])
  const [first = '', second = ''] = runFiles(folder)
  spoil(first, second)
  const { code, played, err } = await sweep([file, ...options])
  expect(played).toBe(1)
  expect(err).toContain(`stageroute: ignored ${first}`)
  expect(err.split('\n')[0]).toContain(words)
  // Where a folder has taken its place the run cannot be kept, which is the end.
  expect(code).toBe(what === 'a folder' ? 1 : 0)
})

test('the rows of every run can be read back, each under its hash', async () => {
  const { folder, file, options } = folderWith()
  await sweep([file, ...options])
  const bytes = readFileSync(join(folder, 'report', 'runs.parquet'))
  const rows = await parquetReadObjects({
    file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  })
  const hashes = reportIn(folder).groups.flatMap(({ cases }) =>
    cases.flatMap(({ results }) => results.flatMap(({ runs }) => runs))
  )
  expect(rows.map(({ hash }) => hash)).toEqual(hashes)
  expect(rows[3]).toMatchObject({
    group: 'budget',
    case: 'budget 0.0003',
    dataset: 'routerbench',
    budget: 0.0003,
    queries: 400,
    policy: 'greedy',
    seed: 1,
    isLockedOut: expect.any(Boolean)
  })
  const { results } = reportIn(folder).groups[0]?.cases[0] ?? { results: [] }
  const mean = rows.slice(3, 6).reduce((sum, { ratio }) => sum + Number(ratio) / 3, 0)
  expect(mean).toBeCloseTo(results[1]?.ratio.mean ?? NaN, 12)
})

test('a quick look is shorter, and a report of its own', async () => {
  const { folder, file, options } = folderWith()
  const { out, played } = await sweep([file, ...options, '--quick'])
  expect(played).toBe(8)
  expect(out).toContain('A quick look with 2 seeds')
  expect(reportIn(folder)).toMatchObject({ isQuick: true, seeds: 2 })
  expect(reportIn(folder).groups[0]?.cases[0]?.settings.queries).toBe(200)
})

test('groups that vary the length of the stream have slopes', async () => {
  const { folder, file, options } = folderWith(
    smallSpec.replace('{ budget: [0.0003, 0.001] }', '{ queries: [200, 400, 800] }')
  )
  const { out } = await sweep([file, ...options])
  expect(out).toContain('slope of log regret on log queries')
  expect(reportIn(folder).groups[0]?.slopes.map(({ policy }) => policy)).toContain('greedy')
})

test('where speed is drawn it is in the table', async () => {
  const { file, options } = folderWith(smallSpec.replace('vary:', 'charts: [speed]\n    vary:'))
  expect((await sweep([file, ...options])).out).toMatch(/unserved +queries\/s\n/)
  const plain = folderWith()
  expect((await sweep([plain.file, ...plain.options])).out).not.toContain('queries/s')
})

test('the same runs in two groups are played once', async () => {
  const twice = `${smallSpec}  - name: again\n    title: Again\n    vary: { budget: [0.001, 0.0003] }\n`
  const { file, options } = folderWith(twice)
  expect((await sweep([file, ...options])).played).toBe(12)
})

test('stages by default are the cube root of the queries', async () => {
  const { folder, file, options } = folderWith(smallSpec.replace('stages: 4', 'stages: null'))
  await sweep([file, ...options])
  expect(reportIn(folder).groups[0]?.cases[0]?.settings.stages).toBe(7)
})

test('a JSON file is a specification as well', async () => {
  const document = {
    title: 'JSON',
    question: 'Does it run?',
    policies: ['greedy'],
    seeds: 2,
    settings: { queries: 100, stages: 1 },
    groups: [{ name: 'one', title: 'One' }]
  }
  const { file, options } = folderWith(JSON.stringify(document, null, 2))
  expect(await sweep([file, ...options])).toMatchObject({ code: 0, played: 2 })
})

test('--docs writes a document and its charts', async () => {
  const { folder, file, options } = folderWith()
  const { err } = await sweep([file, ...options, '--docs', join(folder, 'docs')])
  const text = readFileSync(join(folder, 'docs', 'my.md'), 'utf8')
  expect(text).toContain('# A small experiment')
  expect(text).toContain(`stageroute sweep ${file}`)
  expect(text).toContain('](my/budget-sensitivity.svg)')
  expect(readdirSync(join(folder, 'docs', 'my'))).toContain('budget-sensitivity.svg')
  expect(err).toContain('wrote my.md and')
})

test('the data are known by their rows: the same rows elsewhere are no other runs, other rows of the same means are', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => `q${i},all,${i % 2},0.0001,1,0.0002`)
  const write = (folder: string, lines: ReadonlyArray<string>): string => {
    const data = join(folder, 'data')
    mkdirSync(data)
    writeFileSync(
      join(data, 'outcomes.csv'),
      ['query_id,category,a.score,a.cost,b.score,b.cost', ...lines].join('\n')
    )
    writeFileSync(
      join(data, 'models.json'),
      JSON.stringify(['a', 'b'].map((id) => ({ id, released: null })))
    )
    return data
  }
  const hashWith = async (lines: ReadonlyArray<string>): Promise<unknown> => {
    const { folder, file, options } = folderWith()
    const settings = `settings: { dataset: ${write(folder, lines)}, capacity: 1, `
    writeFileSync(file, smallSpec.replace('settings: { ', settings))
    await sweep([file, ...options])
    return reportIn(folder).groups[0]?.cases[0]?.results[0]?.runs
  }
  const runs = await hashWith(rows)
  expect(runs).toHaveLength(3)
  expect(await hashWith(rows)).toEqual(runs)
  const swapped = rows.map((_, i) => `q${i},all,${(i + 1) % 2},0.0001,1,0.0002`)
  expect(await hashWith(swapped)).not.toEqual(runs)
})

test('files of a report are deterministic', async () => {
  const digestOf = async (): Promise<string> => {
    const { folder, file, options } = folderWith()
    await sweep([file, ...options])
    const names = [
      'runs.parquet',
      'charts/budget-sensitivity.svg',
      'charts/budget-regret-0.001.svg'
    ]
    const hash = createHash('sha256')
    names.forEach((name) => hash.update(readFileSync(join(folder, 'report', name))))
    return hash.digest('hex')
  }
  expect(await digestOf()).toBe(await digestOf())
})
