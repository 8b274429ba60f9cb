import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterwards } from '../running/afterwards'

/** A server in a process of its own. */
export interface OwnProcess {
  readonly url: string
  /** Lines that it has written to standard error. */
  readonly noted: ReadonlyArray<string>
  /** Ends it at once, whatever it is doing. */
  readonly kill: () => Promise<unknown>
  /** Asks it to end; resolves with its exit code. */
  readonly stop: () => Promise<unknown>
}

/** Starts a program of Node; resolves when it has printed its URL. It is ended after the tests of the file. */
export const startProcess = async (args: ReadonlyArray<string>): Promise<OwnProcess> => {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const ended = once(child, 'close')
  const noted: Array<string> = []
  createInterface(child.stderr).on('line', (line) => void noted.push(line))
  const end = async (signal: NodeJS.Signals): Promise<unknown> => {
    child.kill(signal)
    const [code] = (await ended) as [unknown]
    return code
  }
  afterwards(() => end('SIGKILL'))
  const printed = once(createInterface(child.stdout), 'line') as Promise<[string]>
  const [url] = await Promise.race([printed, ended])
  if (typeof url !== 'string') throw new Error(`${args.join(' ')}: ${noted.join('\n')}`)
  return { url, noted, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}
