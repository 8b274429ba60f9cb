import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { run } from './fake-environment'
import { temporaryFolder } from './temporary-folder'

const models = [
  { id: 'a/b.c', released: '2024-01-01' },
  { id: 'late', released: null }
]
const outcomes = `query_id,category,a/b.c.score,a/b.c.cost,late.score,late.cost
q1,math,1,0.001,0,0.002
q2,math,0,0.003,,
`

const folderWith = (text: string): string => {
  const folder = join(temporaryFolder(), 'mine')
  mkdirSync(folder)
  writeFileSync(join(folder, 'outcomes.csv'), text)
  writeFileSync(join(folder, 'models.json'), JSON.stringify(models))
  return folder
}

test('list names the bundled data sets and those of the data folder', async () => {
  const folder = folderWith(outcomes)
  const { out } = await run(['dataset', 'list', '--json'], { dataFolder: join(folder, '..') })
  expect(JSON.parse(out)).toEqual({
    datasets: [
      { name: 'routerbench', description: expect.stringContaining('36,497') },
      { name: 'mine', description: folder }
    ]
  })
})

test('inspect shows means, missing cells and release dates', async () => {
  const folder = folderWith(outcomes)
  const { code, out } = await run(['dataset', 'inspect', folder, '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toEqual({
    dataset: folder,
    queries: 2,
    categories: [{ name: 'math', weight: 1 }],
    filledCells: 1,
    leftOut: [],
    largestCostUsd: 0.003,
    models: [
      { id: 'a/b.c', released: '2024-01-01', meanScore: 0.5, meanCostUsd: 0.002 },
      { id: 'late', released: null, meanScore: 0, meanCostUsd: 0.002 }
    ]
  })
  const text = await run(['dataset', 'inspect', 'mine'], { dataFolder: join(folder, '..') })
  expect(text.out).toMatch(/a\/b\.c +2024-01-01/)
})

test.each([
  [
    'a score of 1.2',
    outcomes.replace('q1,math,1,', 'q1,math,1.2,'),
    'outcomes.csv, line 2, column a/b.c.score: "1.2"'
  ],
  ['no cost column', outcomes.replace('late.cost', 'late.price'), 'line 1, column late.'],
  [
    'a negative cost',
    outcomes.replace('0.003', '-0.003'),
    'outcomes.csv, line 3, column a/b.c.cost: "-0.003"'
  ]
])('%s is one line with its place and exit code 2', async (_, text, line) => {
  const { code, out, err } = await run(['dataset', 'inspect', folderWith(text)])
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(line)
  expect(err.trim().split('\n')).toHaveLength(1)
})

test('a truncated gzip is named', async () => {
  const folder = folderWith(outcomes)
  const whole = gzipSync(outcomes)
  const cut = join(folder, 'cut')
  mkdirSync(cut)
  writeFileSync(join(cut, 'outcomes.csv.gz'), whole.subarray(0, whole.length - 12))
  writeFileSync(join(cut, 'models.json'), JSON.stringify(models))
  const { code, err } = await run(['simulate', '--dataset', cut])
  expect(code).toBe(2)
  expect(err).toContain(`${join(cut, 'outcomes.csv.gz')}: damaged or truncated gzip`)
})

test('a folder without outcomes says which file it misses', async () => {
  const empty = temporaryFolder()
  const { code, err } = await run(['dataset', 'inspect', empty])
  expect(code).toBe(2)
  expect(err).toContain(`${join(empty, 'outcomes.csv')}: no such file, nor with .gz`)
})
