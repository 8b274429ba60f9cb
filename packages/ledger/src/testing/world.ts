import * as E from 'fp-ts/Either'
import { makeStream, nextUniform, type Stream } from '@stageroute/numeric'
import type { Allowance } from '../allowance'
import type { LedgerEvent, Refusal } from '../event'
import type { Ledger } from '../ledger'
import type { LedgerOperations } from './operations'

/** A query that was sent: what it really cost, known to the provider at once and to us when it is told. */
interface Sent {
  readonly ticket: number
  readonly accounts: ReadonlyArray<string>
  readonly cost: number
}

/**
 * A ledger in a world where anything can happen between two steps: queries run side by side, events are kept late or lost in a crash, costs are told
 * late, twice or never. `provider` is what was truly spent, by account.
 */
export interface World {
  readonly operations: LedgerOperations
  readonly stream: Stream
  ledger: Ledger
  /** Events that survive a crash, and those that would not. */
  readonly kept: Array<LedgerEvent>
  readonly pending: Array<LedgerEvent>
  /** Reservations that are kept but not sent, queries that are sent but not told, those whose cost was told. */
  readonly waiting: Array<Sent>
  readonly sent: Array<Sent>
  readonly told: Array<Sent>
  readonly provider: Map<string, number>
  readonly allowances: Map<string, Allowance>
  now: number
}

const accounts: ReadonlyArray<readonly [string, Allowance]> = [
  ['all', { _tag: 'perQuery', rate: 40.7, float: 500 }],
  ['key a', { _tag: 'total', total: 2000 }],
  ['key b', { _tag: 'perPeriod', total: 700, starts: 0, ends: 100 }],
  ['model', { _tag: 'perQuery', rate: 25, float: 300 }]
]

export const openWorld = (operations: LedgerOperations, seed: number): World => {
  const world: World = {
    operations,
    stream: makeStream(seed, 'ledger world'),
    ledger: operations.makeLedger(),
    kept: [],
    pending: [],
    waiting: [],
    sent: [],
    told: [],
    provider: new Map(),
    allowances: new Map(),
    now: 0
  }
  for (const [account, allowance] of accounts) {
    world.allowances.set(account, allowance)
    record(world, operations.openAccount(world.ledger, account, allowance))
  }
  keepAll(world)
  return world
}

/** Notes what was decided; a refusal is none of the world's business. */
const record = (world: World, decided: E.Either<Refusal, LedgerEvent>): void => {
  if (E.isRight(decided)) world.pending.push(decided.right)
}

const keepAll = (world: World): void => {
  world.kept.push(...world.pending.splice(0))
}

const draw = (world: World, below: number): number => Math.floor(nextUniform(world.stream) * below)

const take = <A>(world: World, list: Array<A>): A | undefined =>
  list.splice(draw(world, list.length), 1)[0]

const startQuery = (world: World): void => {
  const { operations, ledger } = world
  const payers = accounts.map(([name]) => name).filter((_, i) => i === 0 || draw(world, 2) === 0)
  record(world, operations.arriveQuery(ledger, payers))
  const amount = 1 + draw(world, 150)
  const reserved = operations.reserve(ledger, { accounts: payers, amount, now: world.now })
  record(world, reserved)
  if (E.isLeft(reserved)) return
  const cost = draw(world, amount + 1)
  world.waiting.push({ ticket: reserved.right.ticket, accounts: payers, cost })
}

/** Queries are sent only when their reservation survives a crash. */
const sendQuery = (world: World): void => {
  keepAll(world)
  const query = take(world, world.waiting)
  if (query === undefined) return
  world.sent.push(query)
  for (const account of query.accounts) {
    world.provider.set(account, (world.provider.get(account) ?? 0) + query.cost)
  }
}

const tellCost = (world: World): void => {
  const query = take(world, world.sent)
  if (query === undefined) return
  const { operations, ledger } = world
  record(
    world,
    query.cost === 0
      ? operations.release(ledger, query.ticket)
      : operations.settle(ledger, query.ticket, query.cost)
  )
  world.told.push(query)
}

/** A cost is told twice, because a crash may have forgotten it; now and then for a ticket that was never given out. */
const tellAgain = (world: World): void => {
  const { ticket, cost } = world.told[draw(world, world.told.length + 1)] ?? {
    ticket: world.ledger.nextTicket + 5,
    cost: 10
  }
  record(world, world.operations.settle(world.ledger, ticket, cost))
}

const giveUp = (world: World): void => {
  const tickets = [...world.ledger.reservations.keys()]
  const ticket = tickets[draw(world, tickets.length)]
  // Only what was sent may have cost something; the rest is kept for those that wait.
  if (ticket === undefined || world.waiting.some((query) => query.ticket === ticket)) return
  const { expire, writeOff } = world.operations
  record(
    world,
    draw(world, 3) === 0 ? writeOff(world.ledger, ticket) : expire(world.ledger, ticket)
  )
}

/** What was not kept is lost, and so are the queries that waited; those that were sent are not. */
const crash = (world: World): void => {
  world.pending.length = 0
  world.waiting.length = 0
  world.ledger = world.operations.replay(world.kept)
}

const passTime = (world: World): void => {
  world.now += draw(world, 30)
  const period = world.allowances.get('key b')
  if (period?._tag !== 'perPeriod' || world.now < period.ends) return
  const next: Allowance = { ...period, starts: world.now, ends: world.now + 100 }
  world.allowances.set('key b', next)
  record(world, world.operations.renewAccount(world.ledger, 'key b', next))
  // A crash must not bring the old period back into a world that has moved on.
  keepAll(world)
  world.provider.set('key b', 0)
}

const steps: ReadonlyArray<(world: World) => void> = [
  startQuery,
  startQuery,
  startQuery,
  sendQuery,
  sendQuery,
  sendQuery,
  tellCost,
  tellCost,
  tellAgain,
  giveUp,
  passTime,
  crash
]

/** Takes one step of any kind. */
export const stepWorld = (world: World): void => {
  steps[draw(world, steps.length)]?.(world)
}

/** What an account may have spent by now, by the queries that its events tell of: counted here, not by the ledger. */
export const allowedIn = (world: World, account: string): number => {
  const allowance = world.allowances.get(account)
  if (allowance === undefined) return 0
  if (allowance._tag !== 'perQuery') return allowance.total
  let queries = 0
  for (const event of [...world.kept, ...world.pending]) {
    if (event._tag === 'arrived' && event.accounts.includes(account)) queries++
  }
  return allowance.float + allowance.rate * queries
}
