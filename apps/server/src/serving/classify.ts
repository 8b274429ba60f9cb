import {
  apiErrors,
  isRetryable,
  readRetryAfter,
  type AnswerHeaders,
  type UpstreamFailure
} from '@stageroute/gateway'
import type { AttemptFailure } from './exchange'

/** Statuses with which an upstream refuses us, not our client: a wrong key, a model that it does not have. */
const ours: ReadonlySet<number> = new Set([401, 402, 403, 404, 405])

/** Whether an answer with a status says something of the model, so that another one may answer. */
export const isModelsFault = (status: number): boolean => isRetryable(status) || ours.has(status)

const failed = (
  outcome: string,
  cost: AttemptFailure['cost'],
  error: AttemptFailure['error'],
  retryAfterMs: number | null = null
): AttemptFailure => ({
  _tag: 'failed',
  outcome,
  cost,
  error,
  verdict: { _tag: 'failed', retryAfterMs }
})

/** What a refusal of an upstream means; it has used nothing. */
export const failureOfStatus = (
  status: number,
  headers: AnswerHeaders,
  now: number
): AttemptFailure => {
  const retryAfterMs = readRetryAfter(headers, now)
  const error =
    status === 429
      ? apiErrors.rateLimited('the models that could answer are used up for now', { retryAfterMs })
      : apiErrors.upstreamFailed(`the upstream answered with status ${status}`)
  return failed(`status ${status}`, 0, error, retryAfterMs)
}

/** What it means that an upstream did not answer. Where it may have begun to, it may have used as much as it could. */
export const failureOfCall = (failure: UpstreamFailure): AttemptFailure => {
  switch (failure._tag) {
    case 'unreachable':
      return failed('unreachable', 0, apiErrors.upstreamFailed('the upstream cannot be reached'))
    case 'tooSlow':
      return failed(
        'too slow',
        'most',
        apiErrors.timedOut(`the upstream took longer than ${failure.afterMs} ms`)
      )
    case 'cutOff':
      return failed('cut off', 'most', apiErrors.upstreamFailed('the upstream cut its answer off'))
    case 'tooLong':
      return failed(
        'too long',
        'most',
        apiErrors.upstreamFailed("the upstream's answer is too long")
      )
    case 'aborted':
      return {
        ...failed('given up', 'most', apiErrors.overloaded('the server is stopping')),
        verdict: { _tag: 'abandoned' }
      }
  }
}

/** An answer that is none. */
export const garbage = (what: string): AttemptFailure =>
  failed('garbage', 'most', apiErrors.upstreamFailed(`the upstream's answer is ${what}`))
