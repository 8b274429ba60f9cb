import * as E from 'fp-ts/Either'
import { openUpstream, readBaseUrl, type Upstream } from '@stageroute/gateway'
import type { GatewayConfig, UpstreamEntry } from '../config/gateway-config'

type Environment = Readonly<Record<string, string | undefined>>

/** What keeps an upstream of the configuration from being opened. */
export interface UpstreamProblem {
  readonly _tag: 'upstreamProblem'
  readonly problem: string
}

const problem = (name: string, text: string): E.Either<UpstreamProblem, never> =>
  E.left({ _tag: 'upstreamProblem', problem: `upstreams.${name}: ${text}` })

const keyHeaders = (
  { keyEnv, keyHeader }: UpstreamEntry,
  env: Environment
): Readonly<Record<string, string>> | null => {
  if (keyEnv === null) return {}
  const key = env[keyEnv]
  if (key === undefined || key === '') return null
  return { [keyHeader]: keyHeader === 'authorization' ? `Bearer ${key}` : key }
}

const open = (
  name: string,
  entry: UpstreamEntry,
  env: Environment
): E.Either<UpstreamProblem, Upstream> => {
  const baseUrl = readBaseUrl(entry.baseUrl)
  if (E.isLeft(baseUrl)) return problem(name, 'the base URL is none')
  const own = keyHeaders(entry, env)
  if (own === null) return problem(name, `the environment variable ${entry.keyEnv} is not set`)
  return E.right(
    openUpstream({
      baseUrl: baseUrl.right,
      headers: { ...entry.headers, ...own },
      connectMs: entry.connectMs,
      beginMs: entry.firstByteMs,
      endMs: entry.totalMs,
      longestAnswer: entry.maxAnswerBytes
    })
  )
}

/** Opens the upstreams of a configuration; none connects before it is called. Keys come from the environment and go nowhere else. */
export const openUpstreams = (
  { upstreams }: GatewayConfig,
  env: Environment
): E.Either<UpstreamProblem, ReadonlyMap<string, Upstream>> => {
  const opened = new Map<string, Upstream>()
  for (const [name, entry] of Object.entries(upstreams)) {
    const upstream = open(name, entry, env)
    if (E.isLeft(upstream)) return upstream
    opened.set(name, upstream.right)
  }
  return E.right(opened)
}
