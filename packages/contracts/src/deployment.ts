/**
 * What one stage deploys, and how sure that choice is. Arms are dense indices; shares are those of the deployment programme, which decides
 * *what* is deployed and not how queries are routed.
 *
 * - `status`: `budgetInfeasible` plans the cheapest full mix, `capacityInfeasible` everything that fits, because less cannot serve more.
 * - `value`, `bound`: optimistic reward per query of the plan and the certified limit of any plan; equal when it is optimal.
 * - `budgetPrice`: reward per USD of one more unit of budget, null when no price is defined.
 *
 * @category deployment
 * @since 0.1.0
 */
export interface DeploymentPlan {
  readonly stage: number
  readonly status: 'optimal' | 'budgetInfeasible' | 'capacityInfeasible'
  readonly deployed: ReadonlyArray<number>
  readonly share: ReadonlyArray<number>
  readonly value: number
  readonly bound: number
  readonly budgetPrice: number | null
  readonly nodes: number
}
