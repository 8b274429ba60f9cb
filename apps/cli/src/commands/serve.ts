import type { Command as Program } from 'commander'
import * as E from 'fp-ts/Either'
import type { DomainError } from '@stageroute/contracts'
import {
  followFile,
  readConfigFile,
  startDemo,
  startFromFile,
  type GatewayConfig
} from '@stageroute/server'
import type { CliEnvironment, Command } from '../environment'
import { toCount, toPort } from './option-values'

interface ServeOptions {
  readonly config: string
  readonly port?: number
  readonly demo?: boolean
  readonly rate: number
  readonly requests?: number
  readonly seed: number
}

/** Where a demonstration listens unless told otherwise. */
const DEMO_PORT = 8080
/** How often a demonstration says how it goes, milliseconds. */
const TELL_MS = 2000

const invalid = (problem: string): DomainError => ({
  _tag: 'InvalidSetting',
  setting: 'configuration',
  problem
})

const failed = (problem: string): DomainError => ({
  _tag: 'RunFailed',
  what: 'serving',
  problem
})

/** Resolves when the process is told to end; a second time ends it at once. To be asked for before anybody knows that there is something to end. */
const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = (): void => {
      process.off('SIGINT', stop).off('SIGTERM', stop)
      resolve()
    }
    process.on('SIGINT', stop).on('SIGTERM', stop)
  })

const withPort = (config: GatewayConfig, port: number | undefined): GatewayConfig =>
  port === undefined ? config : { ...config, listen: { ...config.listen, port } }

const serveCommand =
  ({ config: file, port }: ServeOptions): Command =>
  ({ print, note }) =>
  async () => {
    const config = readConfigFile(file)
    if (E.isLeft(config)) return E.left(invalid(config.left))
    const server = await startFromFile(file, withPort(config.right, port))
    if (E.isLeft(server)) return E.left(failed(server.left))
    const stopped = untilStopped()
    const following = followFile(file, server.right, note)
    print(server.right.url)
    await stopped
    note('stopping: no new requests, those under way may end')
    following.stop()
    await server.right.stop()
    return E.right(undefined)
  }

const demoCommand =
  ({ port = DEMO_PORT, rate, requests = Infinity, seed }: ServeOptions): Command =>
  ({ print, note }: CliEnvironment) =>
  async () => {
    const demo = await startDemo({ port, rate, requests, seed })
    if (E.isLeft(demo)) return E.left(failed(demo.left))
    const stopped = untilStopped()
    print(demo.right.url)
    print(demo.right.key)
    note(
      `Eleven simulated models answer, four of them at a time; ${rate} requests per second come with feedback. Try:\n` +
        `  curl ${demo.right.url}/v1/chat/completions -H "authorization: Bearer ${demo.right.key}" \\\n` +
        `    -H "content-type: application/json" -d '{"model":"stageroute","messages":[{"role":"user","content":"What is 2 + 2?"}]}'`
    )
    const timer = setInterval(() => note(demo.right.tell()), TELL_MS)
    await stopped
    clearInterval(timer)
    await demo.right.stop()
    return E.right(undefined)
  }

const help = `
The configuration names upstreams, models with their prices, and the budget; "stageroute init" writes one to begin with. It is
taken anew whenever its file changes. When the server is ready, its address is printed.

With --demo nothing is configured and nothing leaves this machine: simulated models with the published figures of RouterBench
answer simulated traffic, and a key is printed that may call, give feedback and read.

Example:
  stageroute serve --config stageroute.yaml
  stageroute serve --demo`

export const addServe = (program: Program, run: (command: Command) => Promise<void>): void => {
  program
    .command('serve')
    .description('serve an OpenAI-compatible gateway that learns which models to keep and use')
    .option('--config <file>', 'configuration as YAML or JSON', 'stageroute.yaml')
    .option('--port <n>', 'port to listen on, in the place of that of the configuration', toPort)
    .option('--demo', 'serve simulated models and traffic')
    .option('--rate <n>', 'with --demo: requests per second', toCount, 80)
    .option('--requests <n>', 'with --demo: requests in all (default: without end)', toCount)
    .option('--seed <n>', 'with --demo: seed of models and traffic', toCount, 1)
    .addHelpText('after', help)
    .action((options: ServeOptions) =>
      run(options.demo === true ? demoCommand(options) : serveCommand(options))
    )
}
