import { maxRewardWeight } from './arm-table'

/**
 * What became of a reward that arrived.
 *
 * - `accepted`: the first reward of an outstanding decision; the only one that may reach the statistics.
 * - `duplicate`: that decision has been rewarded before.
 * - `late`: the decision was given up, or has fallen out of the register; it counts as missing and stays so.
 * - `unknown`: no decision has that ticket.
 * - `impossible`: a reward outside [0, 1] or not finite; the decision stays outstanding.
 *
 * @category feedback
 * @since 0.1.0
 */
export const rewardStatus = {
  accepted: 0,
  duplicate: 1,
  late: 2,
  unknown: 3,
  impossible: 4
} as const

/**
 * One of the values of {@link rewardStatus}.
 *
 * @category feedback
 * @since 0.1.0
 */
export type RewardStatus = (typeof rewardStatus)[keyof typeof rewardStatus]

const outstanding = 0
const rewarded = 1
const missing = 2

/**
 * A bounded register of decisions whose rewards may come late, out of order, twice or never. Costs are known at once and do not pass
 * through it.
 *
 * A decision is known by its ticket: 0, 1, 2, ... in order of opening. The register remembers the last `state.length` of them; an older one
 * without a reward is missing. Always `opened = rewarded + missing + the sum of outstanding`.
 *
 * Shape: `outstanding` has an entry per arm, the columns of decisions one per place of the register.
 *
 * @category feedback
 * @since 0.1.0
 */
export interface FeedbackRegister {
  /** Decisions opened so far; the next ticket. */
  opened: number
  /** Decisions whose reward was accepted. */
  rewarded: number
  /** Decisions whose reward will not be accepted any more. */
  missing: number
  /** Rewards refused because the decision had one already. */
  duplicate: number
  /** Rewards refused because their decision was missing by then. */
  late: number
  /** Rewards refused because no decision has their ticket. */
  unknown: number
  /** Rewards refused because of their value. */
  impossible: number
  /** Decisions refused when they were to be opened. */
  refused: number
  /** Decisions of each arm that wait for their reward. */
  readonly outstanding: Float64Array
  /** The arm of each decision. */
  readonly arm: Int32Array
  /** The context of each decision; -1 where it had none. */
  readonly context: Int32Array
  /** What the reward of each decision weighs: 1 over the probability that it is looked at. */
  readonly weight: Float64Array
  readonly state: Uint8Array
  /** Where in the columns the decision of the reward accepted last is, until another is opened; -1 before the first. */
  accepted: number
}

/**
 * Returns an empty register for `maxArms` arms that remembers `maxOutstanding` decisions.
 *
 * Requires: integers, `maxArms >= 0`, `maxOutstanding >= 1`.
 * Cost: O(maxArms + maxOutstanding) time and memory, once; 17 bytes per decision.
 *
 * @category feedback
 * @since 0.1.0
 * @example
 * import {
 *   makeFeedbackRegister,
 *   openDecision,
 *   receiveReward,
 *   rewardStatus
 * } from '@stageroute/estimators'
 *
 * const register = makeFeedbackRegister(2, 100)
 * const first = openDecision(register, 0, -1, 1)
 * const second = openDecision(register, 1, -1, 0.25)
 * receiveReward(register, second, 0.5) === rewardStatus.accepted // => true
 * register.arm[register.accepted] // => 1
 * register.weight[register.accepted] // => 4
 * receiveReward(register, second, 0.5) === rewardStatus.duplicate // => true
 * Array.from(register.outstanding) // => [1, 0]
 * first // => 0
 */
export const makeFeedbackRegister = (
  maxArms: number,
  maxOutstanding: number
): FeedbackRegister => ({
  opened: 0,
  rewarded: 0,
  missing: 0,
  duplicate: 0,
  late: 0,
  unknown: 0,
  impossible: 0,
  refused: 0,
  outstanding: new Float64Array(maxArms),
  arm: new Int32Array(maxOutstanding),
  context: new Int32Array(maxOutstanding),
  weight: new Float64Array(maxOutstanding),
  state: new Uint8Array(maxOutstanding),
  accepted: -1
})

const largestContext = 0x7fffffff

/**
 * Opens a decision and returns its ticket; -1, counted as refused, for an arm outside the register, a context that is not an integer of at
 * least -1, or a `lookedAt` outside [1 / {@link maxRewardWeight}, 1]. Where the register is full, the oldest decision makes room and is missing if it waited.
 *
 * `lookedAt` is the probability, known when deciding, that the reward will be looked at (by a judge or a user). A reward that is looked at
 * then stands for `1 / lookedAt` decisions, so that arms and contexts looked at more often do not outweigh the others.
 *
 * Requires: whether a reward is looked at depends on nothing but that probability.
 * Cost: O(1), no allocation.
 * Source: D. G. Horvitz, D. J. Thompson, JASA 47 (1952).
 *
 * @category kernel
 * @since 0.1.0
 */
export const openDecision = (
  register: FeedbackRegister,
  arm: number,
  context: number,
  lookedAt: number
): number => {
  const isArm = Number.isInteger(arm) && arm >= 0 && arm < register.outstanding.length
  const isContext = Number.isInteger(context) && context >= -1 && context <= largestContext
  const weight = 1 / lookedAt
  // Comparisons with NaN are false.
  if (!isArm || !isContext || !(weight >= 1 && weight <= maxRewardWeight)) {
    register.refused++
    return -1
  }
  const ticket = register.opened++
  const size = register.state.length
  const place = ticket % size
  if (ticket >= size && register.state[place] === outstanding) loseDecision(register, place)
  register.arm[place] = arm
  register.context[place] = context
  register.weight[place] = weight
  register.state[place] = outstanding
  register.outstanding[arm]++
  return ticket
}

const loseDecision = (register: FeedbackRegister, place: number): void => {
  register.state[place] = missing
  register.outstanding[register.arm[place]]--
  register.missing++
}

/**
 * Takes the reward of a decision and returns what became of it. Only when it is accepted is `accepted` written, and only then may the reward
 * be added to statistics, as one of `arm[accepted]` with `weight[accepted]`; otherwise nothing changes but one count.
 *
 * A second reward of a decision that has since fallen out of the register counts as late: that it had one is forgotten by then.
 *
 * Unit: `reward` in [0, 1].
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const receiveReward = (
  register: FeedbackRegister,
  ticket: number,
  reward: number
): RewardStatus => {
  const status = statusOf(register, ticket, reward)
  switch (status) {
    case rewardStatus.duplicate:
      register.duplicate++
      return status
    case rewardStatus.late:
      register.late++
      return status
    case rewardStatus.unknown:
      register.unknown++
      return status
    case rewardStatus.impossible:
      register.impossible++
      return status
  }
  const place = ticket % register.state.length
  register.state[place] = rewarded
  register.rewarded++
  register.outstanding[register.arm[place]]--
  register.accepted = place
  return status
}

const statusOf = (register: FeedbackRegister, ticket: number, reward: number): RewardStatus => {
  const isTicket = Number.isInteger(ticket) && ticket >= 0 && ticket < register.opened
  if (!isTicket) return rewardStatus.unknown
  const size = register.state.length
  if (ticket < register.opened - size) return rewardStatus.late
  const state = register.state[ticket % size]
  if (state === rewarded) return rewardStatus.duplicate
  if (state === missing) return rewardStatus.late
  return reward >= 0 && reward <= 1 ? rewardStatus.accepted : rewardStatus.impossible
}

/**
 * Gives up the reward of a decision, because it is known that none will come, and returns whether it was outstanding.
 *
 * Cost: O(1), no allocation.
 *
 * @category kernel
 * @since 0.1.0
 */
export const giveUpReward = (register: FeedbackRegister, ticket: number): boolean => {
  const isOutstanding = statusOf(register, ticket, 0) === rewardStatus.accepted
  if (isOutstanding) loseDecision(register, ticket % register.state.length)
  return isOutstanding
}
