import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Half a gigabyte of young space: 10^7 boxed numbers fit, so what is allocated shows. */
const flags = ['--min-semi-space-size=512', '--max-semi-space-size=512']

interface Row {
  readonly name: string
  readonly bytesPerCall: number
}

/** One boxed number is sixteen bytes. Per query there is none; per stage the program's budget may be one, read from an object of any shape. */
const allowed = ({ name }: Row): number => (name.startsWith('DeployOPT') ? 64 : 1)

test('the hot paths allocate nothing', () => {
  const script = join(__dirname, '..', 'dist', 'heap.js')
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, script], {
    encoding: 'utf8'
  })
  expect([status, stderr]).toEqual([0, ''])
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.filter((row) => row.bytesPerCall > allowed(row))).toEqual([])
}, 60_000)
