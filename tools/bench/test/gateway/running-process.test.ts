import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import {
  freePort,
  readComputed,
  readResident,
  startProcess,
  type RunningProcess
} from '../../src/gateway/running-process'

const running: Array<RunningProcess> = []
afterEach(() => Promise.all(running.splice(0).map(({ stop }) => stop())))

/** A server that says what a variable of its environment is. */
const script = (port: number): string =>
  `require('node:http').createServer((_, res) => res.end(String(process.env.NODE_ENV))).listen(${port}, '127.0.0.1')`

const start = async (): Promise<{ url: string; server: RunningProcess }> => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const started = await startProcess({ args: ['-e', script(port)], aliveUrl: url })
  if (E.isLeft(started)) return fail(started.left)
  running.push(started.right)
  return { url, server: started.right }
}

test('a server is there when it answers, as in production, and gone when it is stopped', async () => {
  const { url, server } = await start()
  expect(await (await fetch(url)).text()).toBe('production')
  expect([server.answersAfterMs > 0, server.hasEnded()]).toEqual([true, false])
  await server.stop()
  expect(server.hasEnded()).toBe(true)
  await expect(fetch(url)).rejects.toThrow()
})

test('a server that ends before it answers is a failure that says why', async () => {
  const port = await freePort()
  const started = await startProcess({
    args: ['-e', "console.error('no room'); process.exit(1)"],
    aliveUrl: `http://127.0.0.1:${port}`
  })
  expect(started).toEqual(E.left('does not answer: no room'))
})

test('a server that does not answer in time is not left running', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'))
  const file = join(folder, 'pid')
  const port = await freePort()
  const started = await startProcess({
    args: [
      '-e',
      `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => undefined, 1000)`
    ],
    aliveUrl: `http://127.0.0.1:${port}`,
    withinMs: 2000
  })
  expect(E.isLeft(started)).toBe(true)
  const pid = Number(readFileSync(file, 'utf8'))
  expect(() => process.kill(pid, 0)).toThrow()
  rmSync(folder, { recursive: true })
})

test('memory and computation are read where the system tells them', async () => {
  const { server } = await start()
  if (process.platform !== 'linux') return
  expect(server.residentBytes()).toBeGreaterThan(10_000_000)
  expect(server.computedMs()).not.toBeNull()
})

test('resident memory is in kibibytes, computation in hundredths of a second behind a name with brackets', () => {
  expect(readResident('Name:\tnode\nVmHWM:\t  9 kB\nVmRSS:\t   1000 kB\n')).toBe(1_024_000)
  expect(readResident('Name:\tnode\n')).toBeNull()
  const stat = '42 (a) b) S 1 1 1 0 -1 0 10 0 0 0 250 50 0 0 20 0 7 0 100'
  expect(readComputed(stat)).toBe(3000)
  expect(readComputed('')).toBeNull()
})
