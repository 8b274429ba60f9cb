import { drawCategory, nextUniform } from '@stageroute/numeric'
import { shareByContext, shareByPrices } from './by-context'
import { bookShares, setCapacities } from './capacities'
import { basis, outcome, type Outcome } from './decision-record'
import { closeGates, fixedGates, gate } from './gates'
import { startTrial } from './health'
import { takeFromBucket } from './rate-bucket'
import type { RouteRequest } from './request'
import type { Router } from './router'
import { solveOpen } from './solve-open'
import { stayHome } from './stay-home'

/**
 * Decides which deployed arm takes a query and returns it, or -1; `router.record` then holds the whole decision. Gates come first: the
 * distribution is over the arms whose gates are open, so the recorded probabilities are exactly those that were drawn from. Nothing is taken from
 * any rate or capacity before {@link commit}.
 *
 * Requires: tokens of at least 0.
 * Errors: none; never throws and never waits. A solve that fails is replaced by the last good distribution.
 * Cost: one RouteOPT over the open arms, up to three where least shares do not fit; allocates nothing.
 *
 * @category routing
 * @since 0.1.0
 */
export const decide = (router: Router, request: RouteRequest): number => {
  openRecord(router, request)
  noteArms(router, request)
  closeGates(router, request)
  listOpen(router)
  const isOpen = router.open.size > 0
  if (isOpen) shareOut(router, request)
  return drawArm(router, isOpen ? outcome.overCapacity : whyClosed(router))
}

const openRecord = (router: Router, { context }: RouteRequest): void => {
  const { record, state, settings } = router
  record.query++
  record.context = hasMix(router, context) ? context : -1
  record.size = state.program.size
  record.budget = state.program.budget
  record.seedPosition = settings.stream.position
  record.draw = nextUniform(settings.stream)
  record.basis = basis.program
  record.status = 0
  record.budgetPrice = Number.NaN
  record.isRelaxed = false
  record.epoch = -1
}

const noteArms = ({ record, state }: Router, { charge, cover }: RouteRequest): void => {
  const { program, arms } = state
  for (let i = 0; i < record.size; i++) {
    const arm = arms[i]
    record.arms[i] = arm
    record.reward[i] = program.reward[i]
    record.cost[i] = program.cost[i]
    record.charge[i] = charge[arm]
    record.cover[i] = cover[arm]
    record.capacity[i] = 0
    record.floor[i] = 0
    record.probability[i] = 0
  }
}

const listOpen = ({ record, state, open }: Router): void => {
  const { positions, program } = open
  let size = 0
  for (let i = 0; i < record.size; i++) {
    if (record.gates[i] !== 0) continue
    positions[size] = i
    program.reward[size] = state.program.reward[i]
    program.cost[size] = state.program.cost[i]
    size++
  }
  open.size = size
  program.size = size
  program.budget = state.program.budget
}

const shareOut = (router: Router, request: RouteRequest): void => {
  const { open, record } = router
  setCapacities(router)
  if (hasMix(router, request.context)) shareByContext(router, request.context)
  else if (router.prices.isSet) shareByPrices(router)
  else solveOpen(router)
  stayHome(router, request)
  for (let i = 0; i < open.size; i++) {
    const position = open.positions[i]
    record.reward[position] = open.program.reward[i]
    record.cost[position] = open.program.cost[i]
    record.capacity[position] = open.program.capacity[i]
    record.floor[position] = open.floor[i]
    record.probability[position] = open.share[i]
  }
}

/** A context that is none, or that no mix was solved for, is none. */
const hasMix = ({ contexts }: Router, context: number): boolean =>
  Number.isInteger(context) && context >= 0 && context < contexts.contexts

const drawArm = ({ record }: Router, otherwise: Outcome): number => {
  const position = drawCategory(record.probability, record.size, record.draw)
  record.arm = position < 0 ? -1 : record.arms[position]
  record.outcome = position < 0 ? otherwise : outcome.routed
  return record.arm
}

/** The last kind of gate that closed on all arms that the ones before had left. */
const whyClosed = ({ record }: Router): Outcome => {
  if (record.size === 0) return outcome.nothingDeployed
  if (isClosedBy(record.gates, record.size, fixedGates)) return outcome.notCapable
  const failing = fixedGates | gate.draining | gate.health | gate.tried
  if (isClosedBy(record.gates, record.size, failing)) return outcome.unhealthy
  if (isClosedBy(record.gates, record.size, failing | gate.rate | gate.busy))
    return outcome.rateLimited
  return outcome.budgetExhausted
}

const isClosedBy = (gates: Int32Array, size: number, bits: number): boolean => {
  for (let i = 0; i < size; i++) if ((gates[i] & bits) === 0) return false
  return true
}

/**
 * Carries the last decision out: its arm's rate is used, its trial begun, and what it took of the capacities is booked. To be called once
 * for a decision that is acted upon, before the next one.
 *
 * Requires: the request of the last decision.
 * Cost: O(deployed), no allocation.
 *
 * @category routing
 * @since 0.1.0
 */
export const commit = (router: Router, { tokens, now }: RouteRequest): void => {
  const { record, buckets, health } = router
  bookShares(router)
  if (record.arm < 0) return
  takeFromBucket(buckets, record.arm, tokens, now)
  record.epoch = startTrial(health, record.arm, now)
}
