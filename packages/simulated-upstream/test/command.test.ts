import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../src/command'
import { chatOf, closeAll, instant, post, sum, upstreamWith } from './upstream-at'

afterEach(closeAll)

const folder = mkdtempSync(join(tmpdir(), 'simulated-upstream-'))

afterAll(() => rmSync(folder, { recursive: true }))

const fileOf = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

interface Ran {
  readonly code: number
  readonly said: ReadonlyArray<string>
  readonly complaints: ReadonlyArray<string>
}

/** Runs the command, and stops it once `use` is done with its URL. */
const run = async (
  args: ReadonlyArray<string>,
  use: (url: string) => Promise<void> = () => Promise.resolve()
): Promise<Ran> => {
  const said: Array<string> = []
  const complaints: Array<string> = []
  let begin: () => void = () => undefined
  const untilStopped = new Promise<void>((resolve) => {
    begin = () => void use(said[0] ?? '').then(resolve)
  })
  const code = await runCommand(args, {
    say: (line) => {
      said.push(line)
      begin()
    },
    complain: (line) => complaints.push(line),
    untilStopped
  })
  return { code, said, complaints }
}

test('without arguments, one model answers at once at a free port', async () => {
  let text = ''
  const { code, said, complaints } = await run([], async (url) => {
    const reply = await post({ url }, '/chat/completions', chatOf(sum))
    text = reply.text
  })
  expect({ code, complaints }).toEqual({ code: 0, complaints: [] })
  expect(said).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1$/)])
  expect(text).toContain('705')
  expect(text).toContain('"completion_tokens":16')
  await expect(fetch(`${said[0]}/models`)).rejects.toThrow()
})

test.each<[string, unknown]>([
  ['list.json', [{ ...instant, name: 'mine' }]],
  ['object.json', { models: [{ ...instant, name: 'mine' }] }]
])('the models of %s are simulated, with a key and a seed', async (name, content) => {
  const file = fileOf(name, JSON.stringify(content))
  let statuses: ReadonlyArray<number> = []
  let entries = ''
  await run(['--models', file, '--key', 'k', '--seed', '3', '--no-account'], async (url) => {
    const body = chatOf(sum, { model: 'mine' })
    const headers = { authorization: 'Bearer k' }
    const refused = await post({ url }, '/chat/completions', body)
    const admitted = await post({ url }, '/chat/completions', body, headers)
    statuses = [refused.status, admitted.status]
    entries = await (await fetch(url.replace('/v1', '/_account'), { headers })).text()
  })
  expect(statuses).toEqual([401, 200])
  expect(entries).toBe('{"entries":[]}')
})

test.each<[string, ReadonlyArray<string>, string]>([
  ['an unknown option', ['--prot', '1'], '--prot'],
  ['a positional', ['file.json'], 'file.json'],
  ['a port that is no number', ['--port', 'x'], '--port'],
  ['a port that cannot be', ['--port', '70000'], 'port'],
  ['a seed that cannot be', ['--seed', '4294967296'], 'seed'],
  ['a file that is not there', ['--models', '/nowhere/models.json'], '/nowhere/models.json']
])('%s is wrong usage, told in one line', async (_, args, word) => {
  const { code, said, complaints } = await run(args)
  expect({ code, said }).toEqual({ code: 2, said: [] })
  expect(complaints).toHaveLength(1)
  expect(complaints[0]).toContain(word)
})

test.each<[string, string, string]>([
  ['none.json', '{', 'is no JSON'],
  ['empty.json', '{}', 'models: '],
  ['wrong.json', JSON.stringify([{ ...instant, quality: '1' }]), 'models[0].quality']
])('what is wrong in %s is told with its place', async (name, text, word) => {
  const file = fileOf(name, text)
  const { code, complaints } = await run(['--models', file])
  expect(code).toBe(2)
  expect(complaints[0]).toContain(`${file}: `)
  expect(complaints[0]).toContain(word)
})

test('a port that is taken is a failure', async () => {
  const { port } = await upstreamWith()
  const { code, complaints } = await run(['--port', String(port)])
  expect(code).toBe(1)
  expect(complaints[0]).toContain('EADDRINUSE')
})

test('--help says how it is used', async () => {
  const { code, said } = await run(['--help'])
  expect(code).toBe(0)
  expect(said[0]).toContain('--no-account')
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  'a process says its URL and ends at %s',
  async (signal) => {
    const main = join(__dirname, '..', 'src', 'main.ts')
    const hook = join(__dirname, 'run-typescript.cjs')
    const child = spawn(process.execPath, ['--conditions=@stageroute/source', '-r', hook, main])
    const ended = new Promise((resolve) => child.once('exit', (code, by) => resolve({ code, by })))
    let said = ''
    const isReady = new Promise<void>((resolve) =>
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        if (said.endsWith('\n')) resolve()
      })
    )
    await Promise.race([isReady, ended])
    const reply = await post({ url: said.trim() }, '/chat/completions', chatOf(sum))
    expect(reply.status).toBe(200)
    child.kill(signal)
    expect(await ended).toEqual({ code: 0, by: null })
    expect(said.trim().split('\n')).toHaveLength(1)
  },
  30_000
)
