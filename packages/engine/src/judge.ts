import * as E from 'fp-ts/Either'
import type { LiveEvent } from '@stageroute/contracts'
import { judgedBy, slotOf } from './decision-ring'
import { learn } from './learn'
import type { Memory } from './memory'

/**
 * What somebody says an answer was worth.
 *
 * Unit: `reward` in [0, 1].
 *
 * @category feedback
 * @since 0.1.0
 */
export interface Judgement {
  readonly decision: number
  /** Who says so; null for the engine's owner. */
  readonly caller: string | null
  readonly reward: number
  readonly source: string
  /** A whole number above 0 that stands for this very request: told twice, it counts once. */
  readonly proof: number
}

/**
 * Why a judgement does not count.
 *
 * - `unknown`: no such answer, or none any more, or it is somebody else's.
 * - `reused`: the same request judged another answer.
 *
 * @category feedback
 * @since 0.1.0
 */
export type JudgementRefusal = 'unknown' | 'reused'

/**
 * What became of a judgement: a new one, with the event to be kept; the same one told again; or one that comes after another, and does not count.
 *
 * @category feedback
 * @since 0.1.0
 */
export type Judged =
  | { readonly _tag: 'counted'; readonly event: LiveEvent }
  | { readonly _tag: 'repeated' }
  | { readonly _tag: 'judgedBefore' }

/**
 * Takes a judgement in and learns from it.
 *
 * Requires: a reward in [0, 1].
 * Errors: `JudgementRefusal`.
 *
 * @category feedback
 * @since 0.1.0
 */
export const judge = (
  memory: Memory,
  { decision, caller, reward, source, proof }: Judgement,
  now: number
): E.Either<JudgementRefusal, Judged> => {
  const { decisions } = memory
  const slot = slotOf(decisions, decision)
  if (slot < 0) return E.left('unknown')
  const owner = decisions.callers[decisions.caller[slot] as number]
  if (caller !== null && caller !== owner) return E.left('unknown')
  const given = decisions.proof[slot] as number
  if (given === proof) return E.right({ _tag: 'repeated' })
  if (judgedBy(decisions, proof) >= 0) return E.left('reused')
  if (given !== 0) return E.right({ _tag: 'judgedBefore' })
  const event: LiveEvent = { _tag: 'judged', decision, reward, source, proof }
  learn(memory, event, now)
  return E.right({ _tag: 'counted', event })
}
