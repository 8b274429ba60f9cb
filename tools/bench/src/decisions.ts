import * as E from 'fp-ts/Either'
import { makeLedger, openAccount, settle, type Ledger } from '@stageroute/ledger'
import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  defaultHealthSettings,
  makeRequest,
  makeRouter,
  openStage,
  routeWithin,
  setAccess,
  setBounds,
  setRateLimit,
  type RouteRequest,
  type Router,
  type RouterSettings
} from '@stageroute/router'
import type { RouteStream, Step } from './problems'

/** Costs of the stream are of order one; as USD per query they are of this order. */
const USD = 0.001

const limits = { requestsPerMinute: 1e9, tokensPerMinute: 1e12 }
const access = { capabilities: 0b111, regions: 0b11, contextLength: 128_000, drainsFrom: 1e15 }

const payers = { accounts: ['all', 'key'], ofArm: [] }

/** A router, a ledger and a stream of queries, as a gateway would have them. */
export interface Desk {
  readonly router: Router
  readonly ledger: Ledger
  readonly request: RouteRequest
  /** Learns what step `i` of the stream moved, routes a query within the budget, and pays for it; returns the arm. */
  readonly routeNext: (step: Step, i: number) => number
}

export type DeskChanges = Partial<Pick<RouterSettings, 'exploration' | 'shortage'>>

/** Everything is open: every arm has limits, capabilities and a length that no query meets, and the ledger covers all. */
export const makeDesk = ({ start }: RouteStream, seed: number, changes: DeskChanges = {}): Desk => {
  const { size } = start
  const router = makeRouter({
    maxArms: size,
    budget: USD * start.budget,
    exploration: 0,
    shortage: 'relax',
    health: defaultHealthSettings,
    stream: makeStream(seed, 'decisions'),
    ...changes
  })
  const arms = Array.from({ length: size }, (_, arm) => arm)
  const stage = { stage: 0, deployed: arms, capacity: start.capacity, budget: USD * start.budget }
  openStage(router, { ...stage, minShare: new Float64Array(size) })
  arms.forEach((arm) => {
    setBounds(router.state, arm, start.reward[arm] ?? 0, USD * (start.cost[arm] ?? 0))
    setAccess(router, arm, access)
    setRateLimit(router.buckets, arm, limits, 0)
  })
  const ledger = makeLedger()
  openAccount(ledger, 'all', { _tag: 'perQuery', rate: 1000, float: 1_000_000 })
  openAccount(ledger, 'key', { _tag: 'perQuery', rate: 1000, float: 1_000_000 })
  const request = makeRequest(size)
  const prices = makeStream(seed, 'prices')
  request.charge.forEach(
    (_, arm) => (request.charge[arm] = 1 + Math.floor(999 * nextUniform(prices)))
  )
  request.homeWorth = 0.05
  const routeNext = (step: Step, i: number): number => {
    setBounds(router.state, step.arm, step.reward, USD * step.cost)
    request.now = i
    request.tokens = 500 + (i & 1023)
    request.needs = 1 << (i & 1)
    const routed = routeWithin(router, request, ledger, payers)
    if (E.isLeft(routed)) return -1
    settle(ledger, routed.right.ticket, i & 511)
    return routed.right.arm
  }
  return { router, ledger, request, routeNext }
}
