import { makeUniformField, readField } from '@stageroute/numeric'

/**
 * How long a reward takes to come, counted in answers to later queries: not at all, a fixed number, geometric with the given mean, or heavy-tailed
 * (Pareto of index 1.5, whose variance is infinite) with the given mean before rounding down.
 *
 * @category feedback
 * @since 0.1.0
 */
export type Delay =
  | { readonly _tag: 'none' }
  | { readonly _tag: 'fixed'; readonly queries: number }
  | { readonly _tag: 'geometric'; readonly mean: number }
  | { readonly _tag: 'heavy'; readonly mean: number }

/**
 * How rewards reach a policy: late, as a random share of them, and told by a judge who calls a reward r by 1 - r at a rate. What a policy
 * earned is counted as it was, not as it was told.
 *
 * Requires: `seenShare` in (0, 1], `flipRate` in [0, 0.5); delays of at least 0, a geometric mean above 0.
 *
 * @category feedback
 * @since 0.1.0
 */
export interface Feedback {
  readonly delay: Delay
  readonly seenShare: number
  readonly flipRate: number
}

/**
 * Every reward at once, as it was.
 *
 * @category feedback
 * @since 0.1.0
 */
export const promptFeedback: Feedback = { delay: { _tag: 'none' }, seenShare: 1, flipRate: 0 }

/** What becomes of the reward of one query at a time: `read` writes when it comes (never: Infinity) and whether it is flipped. */
export interface FeedbackChannel {
  delay: number
  isFlipped: boolean
  readonly read: (query: number) => void
}

/** Tail index of heavy-tailed delays. */
const TAIL = 1.5

/** Queries that a delay lasts, from a uniform draw. */
const delayOf = (delay: Delay, draw: number): number => {
  switch (delay._tag) {
    case 'none':
      return 0
    case 'fixed':
      return delay.queries
    case 'geometric':
      return Math.floor(Math.log(1 - draw) / Math.log(delay.mean / (1 + delay.mean)))
    case 'heavy':
      return Math.floor((delay.mean * (TAIL - 1)) / TAIL / (1 - draw) ** (1 / TAIL))
  }
}

/** Opens the channel of a seed; what it does with a query depends on nothing else. */
export const openFeedback = (
  { delay, seenShare, flipRate }: Feedback,
  seed: number
): FeedbackChannel => {
  const fate = makeUniformField(seed, 'feedback')
  const judge = makeUniformField(seed, 'judge')
  const channel: FeedbackChannel = {
    delay: 0,
    isFlipped: false,
    read: (query) => {
      readField(fate, query, 0)
      readField(judge, query, 0)
      channel.delay = fate.second < seenShare ? delayOf(delay, fate.first) : Infinity
      channel.isFlipped = judge.first < flipRate
    }
  }
  return channel
}

/** Whether there is nothing for a channel to do. */
export const isPrompt = ({ delay, seenShare, flipRate }: Feedback): boolean =>
  delay._tag === 'none' && seenShare === 1 && flipRate === 0
