import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './temporary-folder'

const binary = join(__dirname, '..', 'dist', 'main.js')

// Node itself warns on standard error when a test runner forces colours and we forbid them.
const { FORCE_COLOR: _, ...plainEnvironment } = process.env

const start = (...args: ReadonlyArray<string>): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, [binary, ...args], {
    encoding: 'utf8',
    cwd: temporaryFolder(),
    env: plainEnvironment
  })

test('help is on standard output, for the program and for every command', () => {
  for (const command of [
    [],
    ['demo'],
    ['serve'],
    ['init'],
    ['check-config'],
    ['key'],
    ['simulate'],
    ['experiment'],
    ['sweep'],
    ['plan'],
    ['solve'],
    ['solve', 'route'],
    ['solve', 'deploy'],
    ['dataset'],
    ['dataset', 'list'],
    ['dataset', 'inspect']
  ]) {
    const { status, stdout } = start(...command, '--help')
    expect([status, String(stdout)]).toEqual([
      0,
      expect.stringMatching(/Usage: stageroute[^]*Example:\n {2}/)
    ])
  }
})

test('an unknown command is one line on standard error and exit code 2', () => {
  const { status, stdout, stderr } = start('simulat')
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toBe("stageroute: unknown command 'simulat' (Did you mean simulate?)\n")
})

test('worker threads give the same report whatever their number', () => {
  const reportWith = (jobs: string): unknown => {
    const args = ['--queries', '2000', '--stages', '4', '--seeds', '3', '--jobs', jobs, '--json']
    const policies = ['--policy', 'stage-route', '--policy', 'stage-route-ledger']
    const { status, stdout } = start('simulate', ...policies, '--opening-float', '0.01', ...args)
    expect(status).toBe(0)
    return JSON.parse(String(stdout).replace(/"queriesPerSecond":[^,}]+/g, '"queriesPerSecond":0'))
  }
  expect(reportWith('2')).toEqual(reportWith('1'))
})

test('standard input is read for a problem', () => {
  const result = spawnSync(
    process.execPath,
    [binary, 'solve', 'route', '--problem', '-', '--json'],
    {
      encoding: 'utf8',
      input: '{"reward":[1],"cost":[0],"capacity":[1],"budget":0}'
    }
  )
  expect(JSON.parse(result.stdout)).toMatchObject({ status: 'optimal', value: 1, share: [1] })
})

test('the version is that of the package', () => {
  expect(String(start('--version').stdout)).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('a reader that has seen enough ends the program quietly', () => {
  const script = `'${process.execPath}' '${binary}' dataset inspect routerbench | head -c 5; echo; echo "\${PIPESTATUS[0]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
  expect([stdout, stderr]).toEqual(['route\n0\n', ''])
})

test('an interrupt ends a simulation at once, in one line', async () => {
  const child = spawn(process.execPath, [binary, 'simulate', '--seeds', '5000', '--jobs', '2'], {
    env: plainEnvironment
  })
  let errors = ''
  child.stderr.on('data', (text: Buffer) => {
    if (errors === '') child.kill('SIGINT')
    errors += text.toString()
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code).toBe(130)
  expect(errors).toMatch(/stageroute: interrupted\n$/)
})

test('a failed command writes no file', () => {
  const folder = temporaryFolder()
  const { status } = start('simulate', '--budget', '-1', '--out', join(folder, 'report'))
  expect(status).toBe(2)
  expect(readdirSync(folder)).toEqual([])
})
