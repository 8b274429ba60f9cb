import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './temporary-folder'

const binary = join(__dirname, '..', 'dist', 'main.js')

// Processes take their time on a busy machine.
jest.setTimeout(60_000)

const run = (cwd: string, ...args: ReadonlyArray<string>) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...args], {
    cwd,
    encoding: 'utf8'
  })
  return { status, stdout, stderr }
}

interface Served {
  readonly child: ChildProcess
  /** Lines of standard output so far. */
  readonly lines: ReadonlyArray<string>
  readonly ended: Promise<number | null>
}

const served: Array<ChildProcess> = []
afterAll(() => served.forEach((child) => child.kill('SIGKILL')))

/** Serves, and resolves when as many lines were printed. */
const serve = (cwd: string, lines: number, ...args: ReadonlyArray<string>): Promise<Served> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [binary, 'serve', ...args], { cwd })
    served.push(child)
    const printed: Array<string> = []
    const ended = new Promise<number | null>((end) => void child.once('exit', end))
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed.push(...text.split('\n').filter((line) => line !== ''))
      if (printed.length >= lines) resolve({ child, lines: printed, ended })
    })
    void ended.then(() => resolve({ child, lines: printed, ended }))
  })

const config = (more = '') => `
version: 1
listen: { port: 0 }
state: { memory: true }
isOpen: true
budget: { usdPerQuery: 0.01 }
stages: { maxDeployed: 1 }
upstreams: { nowhere: { baseUrl: 'http://127.0.0.1:9/v1' } }
models: [{ id: small, upstream: nowhere, price: { inputPerMillion: 1, outputPerMillion: 1 } }]
${more}`

const written = (text: string): string => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'stageroute.yaml'), text)
  return folder
}

test('a configuration to begin with is written once, and can be served', () => {
  const folder = temporaryFolder()
  const first = run(folder, 'init')
  expect(first).toMatchObject({ status: 0, stdout: expect.stringMatching(/^sr-\S+\n$/) as string })
  expect(existsSync(join(folder, 'stageroute.schema.json'))).toBe(true)
  const text = readFileSync(join(folder, 'stageroute.yaml'), 'utf8')
  expect(text).not.toContain(first.stdout.trim())
  expect(run(folder, 'check-config')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('stageroute.yaml: 2 models') as string,
    stderr: expect.stringContaining('OPENAI_API_KEY is not set') as string
  })
  expect(run(folder, 'init')).toMatchObject({
    status: 2,
    stderr: 'stageroute: --out: stageroute.yaml is there already; it is not overwritten\n'
  })
  expect(readFileSync(join(folder, 'stageroute.yaml'), 'utf8')).toBe(text)
})

test('what is wrong with a configuration is told in a line, with its place', () => {
  const folder = written(config('routing: { exploraton: 1 }'))
  const problem =
    'stageroute: configuration: stageroute.yaml:10: routing.exploraton: unknown field; did you mean exploration?\n'
  expect(run(folder, 'check-config')).toMatchObject({ status: 2, stderr: problem, stdout: '' })
  expect(run(folder, 'serve')).toMatchObject({ status: 2, stderr: problem, stdout: '' })
  expect(run(folder, 'serve', '--config', 'other.yaml')).toMatchObject({
    status: 2,
    stderr: 'stageroute: configuration: other.yaml: cannot be read (ENOENT)\n'
  })
})

test('a key is printed alone, and what the configuration keeps of it beside', () => {
  const made = run(temporaryFolder(), 'key', '--roles', 'call,read', '--name', 'team')
  expect(made.stdout).toMatch(/^sr-\S+\n$/)
  expect(made.stderr).toContain('roles:\n    - call\n    - read')
  expect(made.stderr).not.toContain(made.stdout.trim())
  expect(run(temporaryFolder(), 'key', '--roles', 'root')).toMatchObject({ status: 2 })
})

test('a server says where it is when it is ready, and ends when it is told to', async () => {
  const { child, lines, ended } = await serve(written(config()), 1)
  const [url = ''] = lines
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready', reasons: [] })
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(lines).toHaveLength(1)
})

test('a port that is taken is told in a line', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const refused = run(written(config()), 'serve', '--port', String(port))
  other.close()
  expect(refused.status).toBe(1)
  expect(refused.stderr.trimEnd().split('\n').at(-1)).toMatch(
    new RegExp(`^stageroute: serving failed: cannot listen on 127.0.0.1:${port}: .*EADDRINUSE`)
  )
})

test('a file of the state belongs to one server, and is readable by its owner alone', async () => {
  const text = config().replace('memory: true', 'sqlite: state.db')
  const folder = written(text)
  const { child, ended } = await serve(folder, 1)
  const second = run(folder, 'serve')
  expect(second.status).toBe(1)
  expect(second.stderr).toMatch(/^stageroute: serving failed: .*state\.db/m)
  expect(statSync(join(folder, 'state.db')).mode & 0o077).toBe(0)
  child.kill('SIGINT')
  expect(await ended).toBe(0)
})

test('the configuration is taken anew when its file changes, unless it makes no sense', async () => {
  const folder = written(config())
  const file = join(folder, 'stageroute.yaml')
  const { child, lines } = await serve(folder, 1)
  const [url = ''] = lines
  const models = async (): Promise<ReadonlyArray<string>> => {
    const { data } = (await (await fetch(`${url}/v1/models`)).json()) as {
      data: ReadonlyArray<{ id: string }>
    }
    return data.map(({ id }) => id)
  }
  expect(await models()).toEqual(['stageroute', 'small'])
  writeFileSync(file, config().replace('id: small', 'id: other'))
  while (!(await models()).includes('other')) await new Promise((r) => setTimeout(r, 50))
  const problem = new Promise<string>((resolve) =>
    child.stderr?.setEncoding('utf8').on('data', (line: string) => {
      if (line.includes('stays as it is')) resolve(line)
    })
  )
  writeFileSync(file, config('nonsense: 1'))
  expect(await problem).toContain('stageroute.yaml:10: nonsense: unknown field')
  expect(await models()).toEqual(['stageroute', 'other'])
})

test('a demonstration prints where it is and a key that may call, give feedback and read', async () => {
  const { child, lines, ended } = await serve(
    temporaryFolder(),
    2,
    '--demo',
    '--port',
    '0',
    '--rate',
    '20'
  )
  const [url = '', key = ''] = lines
  expect(key).toMatch(/^sr-/)
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const messages = [{ role: 'user', content: 'What is 2 + 2?' }]
  const body = JSON.stringify({ model: 'stageroute', messages })
  const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', headers, body })
  expect(answer.status).toBe(200)
  const decision = answer.headers.get('x-stageroute-decision')
  const judged = await fetch(`${url}/v1/feedback`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': 'mine' },
    body: JSON.stringify({ decision, score: 1 })
  })
  expect(await judged.json()).toMatchObject({ counted: 1 })
  expect((await fetch(`${url}/metrics`, { headers })).status).toBe(200)
  expect(
    (
      await fetch(`${url}/admin/v1/snapshot`, {
        method: 'POST',
        headers: { authorization: headers.authorization }
      })
    ).status
  ).toBe(403)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})
