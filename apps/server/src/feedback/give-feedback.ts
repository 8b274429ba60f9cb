import * as E from 'fp-ts/Either'
import { judge } from '@stageroute/engine'
import { apiErrors, type ApiError } from '@stageroute/gateway'
import type { Gateway } from '../gateway'
import { keepEvent } from '../state/keep-event'
import { proofOf } from './proof'
import type { Opinion } from './read-feedback'

/** Who judges, and by which request. */
export interface Judge {
  /** The key whose answers may be judged; null for those of all keys. */
  readonly caller: string | null
  readonly source: string
  /** A name for the request: told twice it counts once. */
  readonly name: string
}

/** Whether judgements were counted; those that were told before, or come after others, are not counted again. */
export interface FeedbackResult {
  readonly counted: number
  readonly repeated: number
}

const refusals = {
  unknown: apiErrors.notFound('there is no such decision that could be judged by this key', {
    param: 'decision'
  }),
  reused: apiErrors.conflict('the idempotency key was used for other feedback')
}

/**
 * Learns what answers were worth. Resolves when it is kept.
 *
 * Errors: a decision that the caller may not judge, or a name that was used for another one; nothing is learnt then.
 */
export const giveFeedback = async (
  gateway: Gateway,
  opinions: ReadonlyArray<Opinion>,
  { caller, source, name }: Judge
): Promise<E.Either<ApiError, FeedbackResult>> => {
  const { engine, clock, meters } = gateway
  const now = clock.now()
  let counted = 0
  const kept: Array<Promise<unknown>> = []
  for (const [part, { decision, reward }] of opinions.entries()) {
    const proof = proofOf(caller ?? source, name, part)
    const judged = judge(engine.memory, { decision, caller, reward, source, proof }, now)
    if (E.isLeft(judged)) return E.left(refusals[judged.left])
    if (judged.right._tag !== 'counted') continue
    counted++
    meters.judgements.inc({ source })
    kept.push(keepEvent(gateway, judged.right.event))
  }
  await Promise.all(kept)
  return E.right({ counted, repeated: opinions.length - counted })
}
