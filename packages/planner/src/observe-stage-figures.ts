import type { DeploymentPlan, PlanHistory } from '@stageroute/contracts'

/**
 * What is known of the past when a length of stages is sought: which arms arrived while `queries` were answered, and the plans of that time.
 *
 * @category schedule
 * @since 0.1.0
 */
export interface ObservedPast {
  readonly queries: number
  readonly arrivals: ReadonlyArray<string>
  readonly history: PlanHistory
}

/**
 * Figures of the past, for `adviseStageLength`: of `arrived` arms, `useful` ones earned a share in the last plan that knew them.
 *
 * @category schedule
 * @since 0.1.0
 */
export interface ObservedStageFigures {
  readonly arrived: number
  readonly useful: number
  readonly arrivalRate: number
  readonly improvement: number
  readonly switchCost: number
}

/**
 * Returns how often useful arms arrived, what they are worth and what updates cost. An arm is useful when the last plan that knows it gives it a
 * share; what it is worth is what that plan would lose without it, by bounds that have narrowed since it arrived. An arm without which there would be no plan
 * counts as useful, and not in the mean of what arms are worth.
 *
 * Requires: an integer `queries >= 1`.
 * Unit: as `StageFigures`; `switchCost` is the mean over plans that deployed something new.
 * Cost: O(arrivals x plans x arms).
 *
 * @category schedule
 * @since 0.1.0
 */
export const observeStageFigures = ({
  queries,
  arrivals,
  history
}: ObservedPast): ObservedStageFigures => {
  const plans = history.applied.map(({ plan }) => plan)
  const useful = arrivals.map((id) => lastWorth(id, plans)).filter((worth) => worth !== undefined)
  const updates = plans.filter(({ diff }) => diff.added.length > 0)
  return {
    arrived: arrivals.length,
    useful: useful.length,
    arrivalRate: useful.length / queries,
    improvement: mean(useful.filter((worth) => worth !== null)),
    switchCost: mean(updates.map(({ switching }) => switching.cost))
  }
}

/** What a share-earning arm was last worth; undefined for one that earns none. */
const lastWorth = (id: string, plans: ReadonlyArray<DeploymentPlan>): number | null | undefined => {
  const entries = plans.flatMap(({ arms }) => arms.filter((arm) => arm.id === id))
  const last = entries.at(-1)
  return last === undefined || last.share === 0 ? undefined : last.worth
}

const mean = (values: ReadonlyArray<number>): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
