import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'

/** Requests that are sent one after another on every connection. */
export interface Load {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly bodyFile: string
  readonly connections: number
  /** Whole seconds. */
  readonly seconds: number
}

/** What came of a load. Microseconds; null where the tool does not measure them that finely. */
export interface LoadResult {
  readonly perSecond: number
  readonly requests: number
  readonly p50: number | null
  readonly p99: number | null
  /** Answers with another status than 2xx, connections that broke, and answers that did not come in time. */
  readonly failures: number
}

export interface LoadTool {
  readonly name: string
  readonly send: (load: Load) => Promise<E.Either<string, LoadResult>>
}

/** Has wrk post a file, and tell its figures as a line of JSON. */
const wrkScript = `
function init(args)
  local file = io.open(args[1], 'rb')
  wrk.method = 'POST'
  wrk.body = file:read('*a')
  file:close()
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '\\n{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"failures":%d}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
`

const parseOrNull = (text: string): Readonly<Record<string, unknown>> | null => {
  try {
    return Object(JSON.parse(text)) as never
  } catch {
    return null
  }
}

const unreadable = (text: string): E.Either<string, never> =>
  E.left(`cannot be read: ${text.trim().slice(-300)}`)

/** Reads the line that the script has wrk print. */
export const readWrk = (output: string): E.Either<string, LoadResult> => {
  const told = parseOrNull(output.split('\n').find((line) => line.startsWith('{')) ?? '')
  if (told === null) return unreadable(output)
  const { requests, microseconds, p50, p99, failures } = told as Readonly<Record<string, number>>
  const answered = Number(requests)
  return E.right({
    perSecond: (answered * 1_000_000) / Number(microseconds),
    requests: answered,
    // wrk counts time from the start of a request to the end of its answer.
    p50: Number(p50),
    p99: Number(p99),
    failures: Number(failures)
  })
}

/** Reads the document that autocannon prints. Its latencies are whole milliseconds, of which only those above say something. */
export const readAutocannon = (output: string): E.Either<string, LoadResult> => {
  const told = parseOrNull(output)
  if (told === null || told['requests'] === undefined) return unreadable(output)
  const { requests, latency, duration, non2xx, errors } = told as {
    readonly requests: { readonly total: number }
    readonly latency: { readonly p50: number; readonly p99: number }
    readonly duration: number
    readonly non2xx: number
    readonly errors: number
  }
  const microsecondsOf = (ms: number): number | null => (ms < 1 ? null : ms * 1000)
  return E.right({
    perSecond: requests.total / duration,
    requests: requests.total,
    p50: microsecondsOf(latency.p50),
    p99: microsecondsOf(latency.p99),
    failures: non2xx + errors
  })
}

const run = (
  command: string,
  words: ReadonlyArray<string>,
  seconds: number
): Promise<E.Either<string, string>> =>
  new Promise((resolve) => {
    const timeout = (seconds + 30) * 1000
    execFile(
      command,
      words,
      { encoding: 'utf8', timeout, maxBuffer: 1e7 },
      (error, stdout, stderr) =>
        resolve(error === null ? E.right(stdout) : E.left(`${error.message} ${stderr}`.trim()))
    )
  })

const headerWords = (headers: Load['headers'], separator: string): ReadonlyArray<string> =>
  Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}${separator}${value}`])

const wrkTool = (name: string, folder: string): LoadTool => {
  const script = join(folder, 'post.lua')
  writeFileSync(script, wrkScript)
  return {
    name,
    send: async ({ url, headers, bodyFile, connections, seconds }) => {
      const shape = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script]
      const words = [...shape, ...headerWords(headers, ': '), url, '--', bodyFile]
      const output = await run('wrk', words, seconds)
      return E.isLeft(output) ? output : readWrk(output.right)
    }
  }
}

const autocannonTool = (): LoadTool => ({
  name: 'autocannon, which is itself bounded near 15 k requests/s (install wrk for more, and for latencies below a millisecond)',
  send: async ({ url, headers, bodyFile, connections, seconds }) => {
    const script = require.resolve('autocannon')
    const shape = ['-c', String(connections), '-d', String(seconds), '-m', 'POST', '-i', bodyFile]
    const words = [script, ...shape, ...headerWords(headers, '='), '--json', '--no-progress', url]
    const output = await run(process.execPath, words, seconds)
    return E.isLeft(output) ? output : readAutocannon(output.right)
  }
})

/** Returns wrk where it is installed, otherwise autocannon. What it needs is written to the folder. */
export const findLoadTool = (folder: string): LoadTool => {
  const { stdout, error } = spawnSync('wrk', ['-v'], { encoding: 'utf8' })
  const [name = ''] = (stdout ?? '').split('[')
  return error === undefined && name.startsWith('wrk')
    ? wrkTool(name.trim(), folder)
    : autocannonTool()
}
