import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { makeStream, nextUniform, type Stream } from '@stageroute/numeric'
import { afterwards } from '../running/afterwards'
import { until } from '../running/until'
import { startClients, type Clients, type SentRequest } from './clients'
import {
  makeOwnKey,
  moneyConfig,
  upstreamFigures,
  type MoneySettings,
  type OwnKey
} from './money-settings'
import { startProcess, type OwnProcess } from './own-process'
import { readBalances, readLost, readRecords, type Balance, type CostRecord } from './read-books'
import { noteMoments, readTrueCalls, type Moment, type TrueCall } from './true-account'

/** How a process of the gateway ends: at once or when it is asked to; while clients call, or when nothing is under way any more. */
export interface Ending {
  readonly how: 'killed' | 'stopped'
  readonly when: 'busy' | 'quiet'
}

/** What a process found when it took over, before anything was sent to it. */
export interface TakeOver {
  /** How the one before has ended, and with which exit code. */
  readonly ending: Ending
  readonly code: unknown
  /** What the accounts of the one before were at its end; null where they were still changing. */
  readonly before: ReadonlyArray<Balance> | null
  /** What it counted as spent because there was no record of it, by account, micro-USD. */
  readonly lost: ReadonlyMap<string, number>
  readonly balances: ReadonlyArray<Balance>
  /** Requests that had been sent to those before it. */
  readonly sent: number
}

/** All that happened, as everybody who had to do with it tells it. */
export interface PlayedMoney {
  readonly requests: ReadonlyArray<SentRequest>
  readonly calls: ReadonlyArray<TrueCall>
  readonly moments: ReadonlyArray<Moment>
  readonly records: ReadonlyArray<CostRecord>
  /** By process, from the second one on. */
  readonly takeOvers: ReadonlyArray<TakeOver>
  /** The account of the key that has a budget of its own. */
  readonly limitedAccount: string
}

/** What a play is played with. */
export interface PlaySettings extends MoneySettings {
  readonly seed: number
  readonly clients: number
  /** By process of the gateway. */
  readonly endings: ReadonlyArray<Ending>
}

interface Stage {
  readonly start: () => Promise<OwnProcess>
  readonly upstream: string
  readonly tokens: { readonly free: string; readonly limited: string; readonly admin: string }
  readonly limitedAccount: string
}

const upstreamProgram = join(
  dirname(require.resolve('@stageroute/simulated-upstream/package.json')),
  'dist',
  'main.js'
)

/** What `stageroute serve` does, without the command line around it. */
const serve = `
const { readConfigFile, startFromFile } = require(process.argv[1])
const file = process.argv[2]
startFromFile(file, readConfigFile(file).right).then(({ left, right }) => {
  if (right === undefined) return console.error(left)
  process.once('SIGTERM', () => right.stop())
  console.log(right.url)
})`

const gatewayProgram = join(__dirname, '..', '..', 'dist', 'index.js')

const writeJson = (file: string, value: unknown): string => {
  writeFileSync(file, JSON.stringify(value))
  return file
}

const makeKeys = (limitedUsd: number): Promise<readonly [OwnKey, OwnKey, OwnKey]> =>
  Promise.all([
    makeOwnKey({ roles: ['call'] }),
    makeOwnKey({ roles: ['call'], budgetUsd: limitedUsd }),
    makeOwnKey({ roles: ['admin'] })
  ])

/** Starts the upstream and writes down how the gateway is started. */
const setUp = async (settings: PlaySettings): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), 'stageroute-money-'))
  afterwards(() => rmSync(folder, { recursive: true }))
  const figures = writeJson(join(folder, 'figures.json'), upstreamFigures)
  const upstream = await startProcess([
    upstreamProgram,
    ...['--models', figures, '--seed', String(settings.seed)]
  ])
  const keys = await makeKeys(settings.limitedUsd)
  const [free, limited, admin] = keys
  mkdirSync(join(folder, 'state'))
  const stateFile = join(folder, 'state', 'gateway.db')
  const config = writeJson(
    join(folder, 'gateway.json'),
    moneyConfig(settings, { upstream: upstream.url, stateFile, keys })
  )
  return {
    start: () => startProcess(['-e', serve, gatewayProgram, config]),
    upstream: upstream.url,
    tokens: { free: free.token, limited: limited.token, admin: admin.token },
    limitedAccount: `key:${limited.entry.id}`
  }
}

/** A whole number from `least` on and below `end`. */
const between = (chance: Stream, least: number, end: number): number =>
  least + Math.floor(nextUniform(chance) * (end - least))

const bearing = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

const keepSnapshot = ({ url }: OwnProcess, { admin }: Stage['tokens']): Promise<unknown> =>
  fetch(`${url}/admin/v1/snapshot`, { method: 'POST', headers: bearing(admin) })

/** Has clients call a process until it has enough of them to be ended at any moment. Every other process keeps a snapshot on the way. */
const callFor = async (
  { tokens }: Stage,
  gateway: OwnProcess,
  clients: Clients,
  { chance, life }: { readonly chance: Stream; readonly life: number }
): Promise<void> => {
  // A key that nobody has used yet is checked slowly. The other one is checked while clients wait, or leave.
  await fetch(`${gateway.url}/v1/models`, { headers: bearing(tokens.free) })
  clients.open(gateway.url, life)
  await clients.untilSent(between(chance, 100, 240))
  if (life % 2 === 1) await keepSnapshot(gateway, tokens)
  await clients.untilSent(between(chance, 100, 240))
  await untilBusy(gateway, tokens)
  await new Promise((resolve) => setTimeout(resolve, between(chance, 0, 30)))
}

const untilBusy = (gateway: OwnProcess, { admin }: Stage['tokens']): Promise<unknown> =>
  until(async () => {
    const balances = await readBalances(gateway, admin)
    return balances.some(({ reserved }) => reserved > 0) ? balances : null
  })

/** Resolves with the accounts when they do not change any more: answers that their clients have not waited for are read to their ends. */
const quietBalances = (
  gateway: OwnProcess,
  { admin }: Stage['tokens']
): Promise<ReadonlyArray<Balance>> => {
  let before = ''
  return until(async () => {
    const balances = await readBalances(gateway, admin)
    const isSame = JSON.stringify(balances) === before
    before = JSON.stringify(balances)
    return isSame && balances.every(({ reserved }) => reserved === 0) ? balances : null
  })
}

/** Has a process end, and starts the next one on what it has kept. */
const replace = async (
  { start, tokens }: Stage,
  gateway: OwnProcess,
  clients: Clients,
  ending: Ending
): Promise<{ readonly next: OwnProcess; readonly found: TakeOver }> => {
  const { how, when } = ending
  if (when !== 'busy') {
    clients.close()
    await clients.untilIdle()
  }
  const before = when === 'busy' ? null : await quietBalances(gateway, tokens)
  const ended = how === 'killed' ? gateway.kill() : gateway.stop()
  clients.close()
  const code = await ended
  await clients.untilIdle()
  const next = await start()
  const balances = await readBalances(next, tokens.admin)
  const found = { ending, code, before, lost: readLost(next), balances, sent: clients.sent() }
  return { next, found }
}

/** Has many clients call a gateway that is ended at random moments and started again on what it has kept. */
export const playMoney = async (settings: PlaySettings): Promise<PlayedMoney> => {
  const { seed, endings } = settings
  const stage = await setUp(settings)
  const chance = makeStream(seed, 'ends')
  const clients = startClients(settings.clients, seed, stage.tokens)
  const watch = noteMoments(stage.upstream, clients.sent)
  const takeOvers: Array<TakeOver> = []
  let gateway = await stage.start()
  for (const [life, ending] of endings.entries()) {
    await callFor(stage, gateway, clients, { chance, life })
    const { next, found } = await replace(stage, gateway, clients, ending)
    takeOvers.push(found)
    gateway = next
  }
  const records = await readRecords(gateway, stage.tokens.admin)
  await gateway.stop()
  await watch.stop()
  return {
    requests: clients.ended,
    calls: await readTrueCalls(stage.upstream),
    moments: watch.moments,
    records,
    takeOvers,
    limitedAccount: stage.limitedAccount
  }
}
