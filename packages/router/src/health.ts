/**
 * When an arm counts as failing, and when it is tried again.
 *
 * Unit: durations in milliseconds, the share in (0, 1].
 *
 * @category health
 * @since 0.1.0
 */
export interface HealthSettings {
  /** So many failures in a row open the breaker of an arm. */
  readonly failuresInRow: number
  /** Or this share of failures among the last `window` outcomes, once there are so many. */
  readonly failureShare: number
  readonly window: number
  /** How long an open arm is left alone; doubled at each trial that fails. */
  readonly cooldownMs: number
  readonly maxCooldownMs: number
  /** The longest that an upstream's Retry-After is believed. */
  readonly maxRetryAfterMs: number
  /** After how long a trial that has not reported back does not keep others from being tried any more. */
  readonly trialTimeoutMs: number
}

/**
 * Where the breaker of an arm stands.
 *
 * - `healthy`: queries may be sent.
 * - `open`: it has failed; none may before the cooldown ends.
 * - `halfOpen`: one query is on its trial; none other may before it reports back, is abandoned or times out.
 *
 * @category health
 * @since 0.1.0
 */
export const healthState = { healthy: 0, open: 1, halfOpen: 2 } as const

/**
 * One of the values of {@link healthState}.
 *
 * @category health
 * @since 0.1.0
 */
export type HealthState = (typeof healthState)[keyof typeof healthState]

/**
 * Circuit breakers of all arms.
 *
 * Every change of an arm's state starts a new epoch. An outcome is reported with the epoch in which its query was sent, and one of an earlier epoch is
 * late: it changes nothing but a count. So what was sent before an arm opened can neither close it nor keep it open, and of a trial that was given up
 * nothing is heard any more.
 *
 * Outcomes are counted from the moment an arm became healthy. Only a failure opens an arm, only the success of a trial closes it.
 *
 * Shape: everything is indexed by arm; `failed` has `words` entries per arm, a bit per outcome of the window.
 * Unit: times in the caller's milliseconds, from a clock that is not set back.
 *
 * @category health
 * @since 0.1.0
 */
export interface Health {
  readonly settings: HealthSettings
  readonly state: Int8Array
  readonly epoch: Int32Array
  /** From when a query may be sent: always, after the cooldown, or once the trial has timed out. */
  readonly callableFrom: Float64Array
  /** How long the next cooldown lasts. */
  readonly cooldown: Float64Array
  readonly inRow: Int32Array
  /** Outcomes in the window, and how many of them are failures. */
  readonly outcomes: Int32Array
  readonly failures: Int32Array
  /** Where in the window the next outcome goes. */
  readonly place: Int32Array
  readonly failed: Int32Array
  readonly words: number
  /** Outcomes of earlier epochs. */
  late: number
  /** Reports refused because their time is none. */
  impossible: number
}

export const bitsPerWord = 32

/** Epochs start again from 0 after so many; no query is under way for that long. */
export const epochs = 2 ** 30

/**
 * Returns breakers for `maxArms` arms, all of them healthy.
 *
 * Requires: `maxArms` an integer of at least 0, settings that `openHealth` accepts.
 * Cost: O(maxArms * window) time and memory, once; a bit per outcome.
 *
 * @category health
 * @since 0.1.0
 * @example
 * import { defaultHealthSettings, isHealthy, makeHealth, nextTrialAt, reportFailure, reportSuccess, startTrial } from '@stageroute/router'
 *
 * const health = makeHealth(2, { ...defaultHealthSettings, failuresInRow: 2, cooldownMs: 1000 })
 * const epoch = startTrial(health, 0, 0)
 * reportFailure(health, 0, epoch, 10)
 * reportFailure(health, 0, epoch, 20)
 * isHealthy(health, 0, 30) // => false
 * nextTrialAt(health, 0) // => 1020
 * // An answer to a query sent earlier is late.
 * reportSuccess(health, 0, epoch) // => false
 * // After the cooldown, one query is the trial.
 * const trial = startTrial(health, 0, 1020)
 * isHealthy(health, 0, 1021) // => false
 * reportSuccess(health, 0, trial) // => true
 * isHealthy(health, 0, 1022) // => true
 */
export const makeHealth = (maxArms: number, settings: HealthSettings): Health => {
  const words = Math.ceil(settings.window / bitsPerWord)
  return {
    settings,
    state: new Int8Array(maxArms),
    epoch: new Int32Array(maxArms),
    callableFrom: new Float64Array(maxArms).fill(-Infinity),
    cooldown: new Float64Array(maxArms).fill(settings.cooldownMs),
    inRow: new Int32Array(maxArms),
    outcomes: new Int32Array(maxArms),
    failures: new Int32Array(maxArms),
    place: new Int32Array(maxArms),
    failed: new Int32Array(maxArms * words),
    words,
    late: 0,
    impossible: 0
  }
}

/**
 * Returns whether a query may be sent to an arm: it is healthy, or its trial is due. False for an arm outside the table.
 *
 * Cost: O(1), no allocation.
 *
 * @category health
 * @since 0.1.0
 */
export const isHealthy = (health: Health, arm: number, now: number): boolean =>
  health.callableFrom[arm] <= now

/**
 * Returns the time from which a query may be sent to an arm: -Infinity for a healthy one, otherwise the end of its cooldown or the timeout of the trial
 * under way. Never Infinity: an arm is always tried again.
 *
 * Requires: an arm of the table.
 * Cost: O(1), no allocation.
 *
 * @category health
 * @since 0.1.0
 */
export const nextTrialAt = (health: Health, arm: number): number => health.callableFrom[arm]

/**
 * Tells that a query is sent to an arm, which makes it the trial where one is due, and returns the epoch to report its outcome with; -1, and nothing
 * changes, where no query may be sent. For a healthy arm it only returns the epoch.
 *
 * Cost: O(1), no allocation.
 *
 * @category health
 * @since 0.1.0
 */
export const startTrial = (health: Health, arm: number, now: number): number => {
  if (!isHealthy(health, arm, now) || !Number.isFinite(now)) return -1
  if (health.state[arm] !== healthState.healthy)
    enter(health, arm, healthState.halfOpen, now + health.settings.trialTimeoutMs)
  return health.epoch[arm]
}

/**
 * Reports that a query was answered, and returns whether that counts: it closes the breaker after a trial; late, it changes nothing.
 *
 * Requires: the epoch that `startTrial` returned.
 * Cost: O(1), O(window) after a trial; no allocation.
 *
 * @category health
 * @since 0.1.0
 */
export const reportSuccess = (health: Health, arm: number, epoch: number): boolean => {
  if (!isCurrent(health, arm, epoch)) return false
  if (health.state[arm] === healthState.healthy) {
    noteOutcome(health, arm, false)
    return true
  }
  health.cooldown[arm] = health.settings.cooldownMs
  enter(health, arm, healthState.healthy, -Infinity)
  return true
}

/**
 * Reports that a query failed because of its arm, and returns whether that counts: it opens the breaker after a trial, or once there are enough of
 * them; late, it changes nothing.
 *
 * A failure that opens the breaker and came with a Retry-After sets the end of the cooldown to it, be it sooner or later. A Retry-After on a failure
 * that opens nothing is not obeyed here; it is for the retry of that query to respect.
 *
 * Unit: `retryAfterMs` from now; NaN or below 0 for none.
 * Requires: the epoch that `startTrial` returned.
 * Cost: O(1), O(window) where it opens; no allocation.
 *
 * @category health
 * @since 0.1.0
 */
export const reportFailure = (
  health: Health,
  arm: number,
  epoch: number,
  now: number,
  retryAfterMs = NaN
): boolean => {
  if (!isTime(health, now) || !isCurrent(health, arm, epoch)) return false
  if (health.state[arm] === healthState.healthy) {
    noteOutcome(health, arm, true)
    if (!isFailing(health, arm)) return true
  }
  open(health, arm, now, retryAfterMs)
  return true
}

/**
 * Gives up a trial of which nothing will be learned, such as one whose client went away, and returns whether it was one: the next query is the next trial.
 * For any other query there is nothing to give up.
 *
 * Requires: the epoch that `startTrial` returned.
 * Cost: O(1), no allocation.
 *
 * @category health
 * @since 0.1.0
 */
export const abandonTrial = (health: Health, arm: number, epoch: number, now: number): boolean => {
  const isTrial = health.state[arm] === healthState.halfOpen && health.epoch[arm] === epoch
  if (!isTrial || !isTime(health, now)) return false
  enter(health, arm, healthState.open, now)
  return true
}

/** Whether what is known of an arm is enough to open its breaker at a failure. */
const isFailing = ({ settings, inRow, outcomes, failures }: Health, arm: number): boolean => {
  const { failuresInRow, failureShare, window } = settings
  return (
    inRow[arm] >= failuresInRow ||
    (outcomes[arm] === window && failures[arm] / window >= failureShare)
  )
}

const isCurrent = (health: Health, arm: number, epoch: number): boolean => {
  // In the epoch of an open arm nothing is sent.
  const isOne = health.epoch[arm] === epoch && health.state[arm] !== healthState.open
  if (!isOne) health.late++
  return isOne
}

const isTime = (health: Health, now: number): boolean => {
  const isOne = Number.isFinite(now)
  if (!isOne) health.impossible++
  return isOne
}

const open = (health: Health, arm: number, now: number, retryAfterMs: number): void => {
  const { cooldown, settings } = health
  const wait = retryAfterMs >= 0 ? Math.min(retryAfterMs, settings.maxRetryAfterMs) : cooldown[arm]
  cooldown[arm] = Math.min(2 * cooldown[arm], settings.maxCooldownMs)
  forgetOutcomes(health, arm)
  enter(health, arm, healthState.open, now + wait)
}

const enter = (health: Health, arm: number, state: HealthState, callableFrom: number): void => {
  health.state[arm] = state
  health.epoch[arm] = (health.epoch[arm] + 1) % epochs
  health.callableFrom[arm] = callableFrom
}

const noteOutcome = (health: Health, arm: number, isFailure: boolean): void => {
  const { settings, words, place, inRow, outcomes, failures, failed } = health
  const at = place[arm]
  const word = arm * words + Math.floor(at / bitsPerWord)
  const bit = 1 << (at % bitsPerWord)
  // The outcome that leaves the window; before the window is full, its bit is 0.
  if ((failed[word] & bit) !== 0) failures[arm]--
  failed[word] = isFailure ? failed[word] | bit : failed[word] & ~bit
  if (isFailure) failures[arm]++
  inRow[arm] = isFailure ? inRow[arm] + 1 : 0
  if (outcomes[arm] < settings.window) outcomes[arm]++
  place[arm] = (at + 1) % settings.window
}

const forgetOutcomes = (health: Health, arm: number): void => {
  const { words, inRow, outcomes, failures, place, failed } = health
  inRow[arm] = 0
  outcomes[arm] = 0
  failures[arm] = 0
  place[arm] = 0
  failed.fill(0, arm * words, (arm + 1) * words)
}
