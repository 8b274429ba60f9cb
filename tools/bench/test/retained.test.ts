import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

test('decisions within a ledger leave nothing behind', () => {
  const script = join(__dirname, '..', 'dist', 'retained.js')
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--expose-gc', script, '1000000'],
    { encoding: 'utf8' }
  )
  expect([status, stderr]).toEqual([0, ''])
  const { decisions, reservations, bytesKept } = JSON.parse(stdout) as Record<string, number>
  expect([decisions, reservations]).toEqual([1_000_000, 0])
  // About a byte per decision: what compilation leaves. One object kept for each would be thirty times that.
  expect(bytesKept).toBeLessThan(1_000_000)
}, 60_000)
