import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

test.each(['stage-route', 'stage-route-ledger'])(
  'a simulated run of %s keeps nothing per query',
  (policy) => {
    const script = join(__dirname, '..', 'dist', 'simulate-memory.js')
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--expose-gc', script, policy, '500000'],
      { encoding: 'utf8' }
    )
    expect([status, stderr]).toEqual([0, ''])
    const { queries, bytesKept } = JSON.parse(stdout) as Record<string, number>
    expect(queries).toBe(500_000)
    // What compilation leaves. A number kept for every query would be eight times that.
    expect(bytesKept).toBeLessThan(500_000)
  },
  60_000
)
