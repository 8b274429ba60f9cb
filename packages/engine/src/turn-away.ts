import type { LiveEvent } from '@stageroute/contracts'
import { gate, nextTrialAt, outcome, readyAt } from '@stageroute/router'
import type { Engine } from './engine'
import { learn } from './learn'
import type { LiveQuery, Turned } from './live-query'
import { countUnkept } from './unkept'

const outcomeNames = Object.fromEntries(
  Object.entries(outcome).map(([name, value]) => [value, name])
) as Readonly<Record<number, Turned['reason']>>

/** Why the last query goes nowhere. */
export const reasonOf = ({ router }: Engine): Turned['reason'] =>
  outcomeNames[router.record.outcome] as Turned['reason']

/** Notes that a query goes nowhere. */
export const turnAway = (engine: Engine, query: LiveQuery): Turned => {
  const reason = reasonOf(engine)
  const { accounts, category } = query
  const event: LiveEvent = { _tag: 'refused', accounts, category, reason }
  countUnkept(engine, accounts, -1)
  learn(engine.memory, event, query.now)
  return { reason, retryAt: retryAt(engine, query), event }
}

/** The first time at which a breaker or a rate that closed an arm lets somebody through. */
const retryAt = ({ router, memory }: Engine, { tokens, now }: LiveQuery): number | null => {
  const { record, health, buckets } = router
  let soonest = Infinity
  for (let i = 0; i < record.size; i++) {
    const arm = record.arms[i] as number
    const gates = record.gates[i] as number
    if ((gates & ~(gate.health | gate.rate | gate.busy)) !== 0) continue
    const healthy = (gates & gate.health) === 0 ? now : nextTrialAt(health, arm)
    soonest = Math.min(soonest, Math.max(healthy, readyAt(buckets, arm, tokens, now)))
  }
  return soonest < Infinity && memory.ids.length > 0 ? soonest : null
}
