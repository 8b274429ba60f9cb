import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderWith, smallSpec } from './small-spec'

const binary = join(__dirname, '..', '..', 'dist', 'main.js')

// Node itself warns on standard error when a test runner forces colours and we forbid them.
const { FORCE_COLOR: _, ...plainEnvironment } = process.env

const start = (folder: string, ...args: ReadonlyArray<string>): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, [binary, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: plainEnvironment
  })

const withoutSpeed = (text: string): string =>
  text.replace(/"queriesPerSecond":[^,}]+/g, '"queriesPerSecond":0')

test('two workers give the same bytes as one, below the folder of the command', () => {
  const reportWith = (jobs: string): string => {
    const { folder } = folderWith()
    expect(start(folder, 'sweep', 'my.yaml', '--jobs', jobs).status).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['.stageroute', 'my.yaml'])
    expect(readdirSync(join(folder, '.stageroute')).sort()).toEqual(['reports', 'runs'])
    return readFileSync(join(folder, '.stageroute', 'reports', 'my', 'report.json'), 'utf8')
  }
  expect(withoutSpeed(reportWith('2'))).toBe(withoutSpeed(reportWith('1')))
})

test('a quick look leaves the report of the experiment alone', () => {
  const { folder } = folderWith()
  expect(start(folder, 'sweep', 'my.yaml', '--quick').status).toBe(0)
  expect(readdirSync(join(folder, '.stageroute', 'reports'))).toEqual(['my-quick'])
})

/** Runs that take a few seconds, so that there is something to interrupt. */
const longSpec = smallSpec
  .replace('queries: 400', 'queries: 40000')
  .replace('seeds: 3', 'seeds: 40')

const runsKept = (folder: string): number => {
  try {
    return readdirSync(join(folder, '.stageroute', 'runs'), {
      recursive: true,
      encoding: 'utf8'
    }).filter((file) => file.endsWith('.json')).length
  } catch {
    return 0
  }
}

test('what is interrupted keeps its finished runs, says so, and goes on from there', async () => {
  const { folder } = folderWith(longSpec)
  const child = spawn(process.execPath, [binary, 'sweep', 'my.yaml', '--jobs', '2'], {
    cwd: folder,
    env: plainEnvironment
  })
  let errors = ''
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
  const watch = setInterval(() => {
    if (runsKept(folder) < 5) return
    clearInterval(watch)
    child.kill('SIGINT')
  }, 20)
  const [code] = (await once(child, 'close')) as [number | null]
  clearInterval(watch)
  expect(code).toBe(130)
  const told =
    /stageroute: interrupted; (\d+) of 160 runs are kept in (\S+); the same command plays the rest\n$/
  expect(errors).toMatch(told)
  const kept = Number(told.exec(errors)?.[1])
  expect(kept).toBeGreaterThanOrEqual(5)
  expect(kept).toBeLessThan(160)
  expect(runsKept(folder)).toBe(kept)
  const resumed = start(folder, 'sweep', 'my.yaml', '--jobs', '2')
  expect(resumed.status).toBe(0)
  expect(String(resumed.stderr)).toMatch(new RegExp(`^160 runs, ${kept} of them played before`))
}, 60_000)
