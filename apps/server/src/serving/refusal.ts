import type { Turned } from '@stageroute/engine'
import { apiErrors, type ApiError } from '@stageroute/gateway'

const wait = (retryAt: number | null, now: number): { readonly retryAfterMs: number | null } => ({
  retryAfterMs: retryAt === null ? null : Math.max(0, retryAt - now)
})

/** What a client is told when no model was asked. */
export const toApiError = (
  { reason, retryAt }: Pick<Turned, 'reason' | 'retryAt'>,
  {
    only,
    isBounded,
    now
  }: {
    readonly only: string | null
    /** Whether it is known how much the request may cost. */
    readonly isBounded: boolean
    readonly now: number
  }
): ApiError => {
  switch (reason) {
    case 'budgetExhausted':
      return isBounded
        ? apiErrors.quotaExhausted('the budget does not cover what this request may cost')
        : apiErrors.invalidRequest(
            'what this request refers to may be of any length: it is answered by models of which contextTokens is configured',
            { code: 'unknown_input_length' }
          )
    case 'rateLimited':
      return apiErrors.rateLimited('the models that could answer are busy', wait(retryAt, now))
    case 'unhealthy':
      return apiErrors.overloaded('the models that could answer are failing', wait(retryAt, now))
    case 'notCapable':
      return only === null
        ? apiErrors.invalidRequest('no deployed model can answer this request', {
            code: 'no_capable_model'
          })
        : apiErrors.unknownModel(
            `the model ${JSON.stringify(only)} is not deployed, or cannot answer this`,
            {
              param: 'model'
            }
          )
    case 'overCapacity':
      return apiErrors.overloaded('the deployed models cannot take more requests', {
        retryAfterMs: 1000
      })
    case 'nothingDeployed':
    case 'routed':
      return apiErrors.overloaded('no model is deployed', { retryAfterMs: 5000 })
  }
}
