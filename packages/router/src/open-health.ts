import * as E from 'fp-ts/Either'
import { makeHealth, type Health, type HealthSettings } from './health'

/**
 * Settings to start from.
 *
 * @category health
 * @since 0.1.0
 */
export const defaultHealthSettings: HealthSettings = {
  failuresInRow: 3,
  failureShare: 0.5,
  window: 20,
  cooldownMs: 5_000,
  maxCooldownMs: 300_000,
  maxRetryAfterMs: 3_600_000,
  trialTimeoutMs: 120_000
}

/**
 * Why no breakers can be made: which setting is wrong and why.
 *
 * @category error
 * @since 0.1.0
 */
export interface InvalidHealthSettings {
  readonly _tag: 'InvalidHealthSettings'
  readonly field: keyof HealthSettings | 'maxArms'
  readonly problem: string
}

/** A window of so many outcomes takes 512 bytes per arm. */
const longestWindow = 4096

/**
 * Returns breakers for `maxArms` arms, all of them healthy.
 *
 * Errors: `InvalidHealthSettings` with the first setting that is wrong. Counts are whole, the window at most 4,096; durations are finite and of at least a
 *   millisecond, the longest cooldown at least the first one.
 * Cost: as `makeHealth`.
 *
 * @category door
 * @since 0.1.0
 * @example
 * import { defaultHealthSettings, openHealth } from '@stageroute/router'
 *
 * openHealth(8, defaultHealthSettings)._tag // => 'Right'
 * const refused = openHealth(8, { ...defaultHealthSettings, failureShare: 0 })
 * refused._tag === 'Left' && refused.left.field // => 'failureShare'
 */
export const openHealth = (
  maxArms: number,
  settings: HealthSettings
): E.Either<InvalidHealthSettings, Health> => {
  const failed = checksOf(maxArms, settings).find(([, , isRight]) => !isRight)
  if (failed === undefined) return E.right(makeHealth(maxArms, { ...settings }))
  const [field, value, , expected] = failed
  return E.left({ _tag: 'InvalidHealthSettings', field, problem: `${value}, expected ${expected}` })
}

type Check = readonly [
  field: InvalidHealthSettings['field'],
  value: number,
  isRight: boolean,
  expected: string
]

const checksOf = (maxArms: number, settings: HealthSettings): ReadonlyArray<Check> => {
  const { failuresInRow, failureShare, window, cooldownMs, maxCooldownMs } = settings
  const isWindow = isCount(window, 1) && window <= longestWindow
  return [
    ['maxArms', maxArms, isCount(maxArms, 0), 'a whole number of at least 0'],
    ['failuresInRow', failuresInRow, isCount(failuresInRow, 1), 'a whole number of at least 1'],
    ['failureShare', failureShare, failureShare > 0 && failureShare <= 1, 'a share in (0, 1]'],
    ['window', window, isWindow, `a whole number from 1 to ${longestWindow}`],
    durationCheck('cooldownMs', cooldownMs, 1),
    durationCheck('maxCooldownMs', maxCooldownMs, cooldownMs),
    durationCheck('maxRetryAfterMs', settings.maxRetryAfterMs, 1),
    durationCheck('trialTimeoutMs', settings.trialTimeoutMs, 1)
  ]
}

const isCount = (value: number, least: number): boolean =>
  Number.isSafeInteger(value) && value >= least

const durationCheck = (field: keyof HealthSettings, value: number, least: number): Check => [
  field,
  value,
  value >= least && value < Infinity,
  `a finite number of at least ${least}`
]
