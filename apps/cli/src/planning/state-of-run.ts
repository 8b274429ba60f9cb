import * as E from 'fp-ts/Either'
import type { DomainError, PlanState } from '@stageroute/contracts'
import { emptyHistory } from '@stageroute/planner'
import type { Simulation } from '../simulation/simulate'

/** How many plans a state remembers. */
const PLANS_KEPT = 20

interface LearnedParts {
  readonly table?: unknown
  readonly deployed?: { readonly columns?: { readonly arms?: ReadonlyArray<number> } }
  readonly router?: {
    readonly router?: { readonly columns?: { readonly arms?: ReadonlyArray<number> } }
  }
}

/**
 * Returns the state in which a simulation's first policy ended its first seed: before the stage after the last, with every model that had arrived. A policy
 * that keeps a ledger goes on to deploy what it can afford.
 *
 * Errors: `InvalidSetting` for a policy that learns nothing of the models.
 */
export const stateOfRun = ({
  opened,
  snapshot,
  report,
  runs
}: Simulation): E.Either<DomainError, PlanState> => {
  const { parts } = Object(snapshot) as { readonly parts?: LearnedParts }
  return parts?.table === undefined
    ? E.left({
        _tag: 'InvalidSetting',
        setting: '--save-state',
        problem: `${runs[0]?.policy ?? 'the policy'} learns nothing that a plan could be made from`
      })
    : E.right(toState(opened, parts, (report.results[0]?.openingFloatUsd ?? 0) > 0))
}

const toState = (
  { trial, index, settings }: Simulation['opened'],
  { table, deployed, router }: LearnedParts,
  keepsLedger: boolean
): PlanState => {
  const { environment, arrivals, queries, stages, budget, maxDeployed, capacity } = trial
  const stageLength = Math.max(1, Math.round(queries / stages))
  const { size } = (table as { readonly figures: { readonly size: number } }).figures
  const arms = arrivals.order.slice(0, size).map((arm, i) => ({
    id: environment.arms[arm]?.id ?? String(arm),
    capacity,
    minShare: 0,
    switchCost: 0,
    provider: null,
    capabilities: [],
    isPinned: false,
    isForbidden: false,
    isDeprecated: false,
    arrivedAt: arrivals.at[i] ?? 0,
    shutdownAt: null,
    largestCost: environment.arms[arm]?.largestCost ?? null
  }))
  const live = deployed?.columns?.arms ?? router?.router?.columns?.arms ?? []
  const { gamma, costScale, costMin, costMax } = index
  return {
    version: 1,
    stage: stages,
    startsAt: queries,
    endsAt: queries + stageLength,
    queries: stageLength,
    drainTime: 0,
    budget,
    maxDeployed,
    atMostOfProvider: {},
    needed: [],
    coverable: settings.openingFloat > 0 ? settings.openingFloat : null,
    fillSpare: false,
    keepsAffordable: keepsLedger,
    index: { family: 'paper', level: gamma, costScale, costMin, costMax },
    arms,
    statistics: table,
    deployed: live.map((arm) => arms[arm]?.id ?? String(arm)),
    history: emptyHistory(PLANS_KEPT)
  }
}
