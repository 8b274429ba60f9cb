import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Which cores run what, as `taskset` takes them. */
export interface Cores {
  /** The one that every server that is measured has to itself. */
  readonly server: string
  /** Those of the upstream and the clients. */
  readonly others: string
}

/** Reads the cores that a process may run on out of `/proc/self/status`: of `0-2,5` there are four. */
export const readCores = (status: string): ReadonlyArray<number> => {
  const list = /^Cpus_allowed_list:\s+(\S+)$/m.exec(status)?.[1] ?? ''
  return list
    .split(',')
    .filter((range) => range !== '')
    .flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number)
      return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    })
}

/**
 * Returns a core for the servers and the rest for all else, so that what is measured is a server and not who gets to run; null where there is one core, or no
 * `taskset` to keep processes apart.
 */
export const splitCores = (): Cores | null => {
  if (spawnSync('taskset', ['-V']).error !== undefined) return null
  try {
    const [server, ...others] = readCores(readFileSync('/proc/self/status', 'utf8'))
    return server === undefined || others.length === 0
      ? null
      : { server: String(server), others: others.join(',') }
  } catch {
    return null
  }
}

/** Returns a command and its arguments, kept to some cores. */
export const onCores = (
  cores: string | null,
  command: string,
  words: ReadonlyArray<string>
): readonly [command: string, words: ReadonlyArray<string>] =>
  cores === null ? [command, words] : ['taskset', ['-c', cores, command, ...words]]
