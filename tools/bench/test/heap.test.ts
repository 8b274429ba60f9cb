import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/**
 * Half a gigabyte of young space: 10^7 boxed numbers fit, so what is allocated shows. One thread: when code is compiled, and so what is boxed, does
 * not depend on how busy the machine is.
 */
const flags = ['--single-threaded', '--min-semi-space-size=512', '--max-semi-space-size=512']

interface Row {
  readonly name: string
  readonly bytesPerCall: number
}

/**
 * Bytes per call. One boxed number is sixteen, and an engine boxes what passes between functions that it does not inline. The kernels of a query
 * are built so that nothing does; a few bytes are compilation, spread over the calls. DeployOPT runs once a stage; of the indices the calls
 * themselves may box their arguments. None of it outlives the call, and no object is made.
 */
const allowances: ReadonlyArray<readonly [prefix: string, bytes: number]> = [
  ['DeployOPT', 256],
  ['decision', 64],
  ['paper index', 64],
  ['index by context', 96],
  ['linear estimate', 96]
]

const allowed = ({ name }: Row): number =>
  allowances.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 4

test('the hot paths allocate nothing, or a few boxed numbers where a call says so', () => {
  const script = join(__dirname, '..', 'dist', 'heap.js')
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, script], {
    encoding: 'utf8'
  })
  expect([status, stderr]).toEqual([0, ''])
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.filter((row) => row.bytesPerCall > allowed(row))).toEqual([])
}, 60_000)
