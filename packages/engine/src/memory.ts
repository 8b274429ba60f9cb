import { makeLedger, type Ledger } from '@stageroute/ledger'
import type { PlanHistory } from '@stageroute/contracts'
import { makeStream } from '@stageroute/numeric'
import { emptyHistory } from '@stageroute/planner'
import {
  categoryStatistics,
  remainingIndices,
  type CategoryStatistics,
  type RemainingIndices
} from '@stageroute/policies'
import { makeDecisionRing, type DecisionRing } from './decision-ring'
import type { EngineSettings } from './settings'

/** The account that pays for every query. */
export const commonAccount = 'all'

/** The name that all categories have which came when there was no more room. */
export const otherCategory = 'other'

/** Largest multiple of what is usual that a query counts for in what is known of costs by category. */
export const LARGEST_RATIO = 100

/**
 * Everything that an engine knows which outlives it: what it learned of models, what was spent, which answers await a judgement, what is deployed.
 * It follows from the events so far and from nothing else.
 *
 * Shape: `ids` is indexed by arm, `categories` by category.
 *
 * @category memory
 * @since 0.1.0
 */
export interface Memory {
  settings: EngineSettings
  /** The models, in order of arrival. */
  readonly ids: Array<string>
  /** When each arrived, in milliseconds since 1970. */
  readonly arrivedAt: Array<number>
  /** What a query of usual length costs with each at its present prices, USD. */
  readonly usualCost: Array<number>
  readonly armOf: Map<string, number>
  readonly indices: RemainingIndices
  readonly categories: Array<string>
  readonly byCategory: CategoryStatistics
  readonly ledger: Ledger
  /** By account, the most that has been spent from it for all that is kept, micro-USD. */
  readonly marks: Map<string, number>
  readonly decisions: DecisionRing
  /** The number of the next query, as far as is kept. */
  nextDecision: number
  history: PlanHistory
  /** Plans applied so far, rolled back ones too. */
  stages: number
  /** The first query of the stage, and when it began. */
  stageFrom: { readonly query: number; readonly at: number }
  /** What was counted so far. */
  readonly counts: MemoryCounts
}

/**
 * What was counted so far; `reward` is the sum of the judgements.
 *
 * @category memory
 * @since 0.1.0
 */
export interface MemoryCounts {
  queries: number
  answered: number
  refused: number
  judged: number
  reward: number
}

/** Returns the memory before the first event. */
export const makeMemory = (settings: EngineSettings): Memory => {
  const { maxArms, maxDeployed, budget, openingFloat, maxCategories, keepDecisions, keepPlans } =
    settings
  const policy = {
    maxArms,
    maxDeployed,
    budget,
    openingFloat,
    queries: null,
    contexts: { categories: maxCategories, features: 0 },
    index: { gamma: 1, costScale: 1, costMin: 0, costMax: LARGEST_RATIO },
    stream: makeStream(settings.seed, 'knowledge')
  }
  const indices = remainingIndices(policy)
  return {
    settings,
    ids: [],
    arrivedAt: [],
    usualCost: [],
    armOf: new Map(),
    indices,
    categories: [otherCategory],
    byCategory: categoryStatistics(policy, indices),
    ledger: makeLedger(),
    marks: new Map(),
    decisions: makeDecisionRing(keepDecisions),
    nextDecision: 0,
    history: emptyHistory(keepPlans),
    stages: 0,
    stageFrom: { query: 0, at: 0 },
    counts: { queries: 0, answered: 0, refused: 0, judged: 0, reward: 0 }
  }
}

/** The category of a name, as far as it is known; that of all others where it is not. */
export const categoryOf = ({ categories }: Memory, name: string | null): number =>
  name === null ? 0 : Math.max(0, categories.indexOf(name))
