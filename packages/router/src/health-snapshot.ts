import type * as E from 'fp-ts/Either'
import {
  findBadEntry,
  findNoCount,
  findOtherShape,
  invalidSnapshot,
  isCount,
  makeSnapshot,
  restoreChecked,
  type InvalidSnapshot,
  type Snapshot,
  type SnapshotLayout
} from '@stageroute/estimators'
import {
  bitsPerWord,
  epochs,
  healthState,
  makeHealth,
  reportFailure,
  reportSuccess,
  type Health
} from './health'

const settingNames = [
  'failuresInRow',
  'failureShare',
  'window',
  'cooldownMs',
  'maxCooldownMs',
  'maxRetryAfterMs',
  'trialTimeoutMs'
] as const
const perArm = ['state', 'epoch', 'callableFrom', 'cooldown', 'outcomes', 'place'] as const

const layout: SnapshotLayout = {
  kind: 'health',
  version: 1,
  figures: ['maxArms', 'words', ...settingNames, 'late', 'impossible'],
  columns: [...perArm, 'failed'],
  lengthOf: ({ maxArms, words }, column) => (column === 'failed' ? maxArms * words : maxArms)
}

const shapeOf = ({ state, words, settings }: Health) => ({
  maxArms: state.length,
  words,
  ...settings
})

/**
 * Returns the breakers as a document that can be kept as JSON. Outcomes are kept, not what is counted from them.
 *
 * Cost: O(maxArms * window) time and memory, a number per 32 outcomes.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const snapshotHealth = (health: Health): Snapshot => {
  const { late, impossible, state, callableFrom } = health
  const columns = [...perArm, 'failed'] as const
  return makeSnapshot(
    layout,
    { ...shapeOf(health), late, impossible },
    {
      ...Object.fromEntries(columns.map((name) => [name, Float64Array.from(health[name])])),
      // JSON has no Infinity; that of a healthy arm goes without saying.
      callableFrom: callableFrom.map((from, arm) => (state[arm] === healthState.healthy ? 0 : from))
    }
  )
}

/** Writes what a snapshot says, and what follows from it. */
const write = (health: Health, { figures, columns }: Snapshot): void => {
  for (const name of [...perArm, 'failed'] as const) health[name].set(columns[name])
  health.late = figures.late
  health.impossible = figures.impossible
  for (let arm = 0; arm < health.state.length; arm++) {
    if (health.state[arm] === healthState.healthy) health.callableFrom[arm] = -Infinity
    countOutcomes(health, arm)
  }
}

const isFailed = ({ failed, words }: Health, arm: number, place: number): boolean =>
  (failed[arm * words + Math.floor(place / bitsPerWord)] & (1 << (place % bitsPerWord))) !== 0

const countOutcomes = (health: Health, arm: number): void => {
  const { settings, outcomes, place, failures, inRow } = health
  const count = outcomes[arm]
  failures[arm] = 0
  inRow[arm] = 0
  // From the latest outcome back.
  for (let i = 1; i <= count; i++) {
    if (!isFailed(health, arm, (place[arm] - i + settings.window) % settings.window)) continue
    failures[arm]++
    if (inRow[arm] === i - 1) inRow[arm] = i
  }
}

/** Cooldowns double from the first to the longest; that of a healthy arm is the first. */
const isCooldown = ({ settings }: Health, cooldown: number, state: number): boolean => {
  const { cooldownMs, maxCooldownMs } = settings
  if (state === healthState.healthy) return cooldown === cooldownMs
  let next = cooldownMs
  do next = Math.min(2 * next, maxCooldownMs)
  while (next < cooldown && next < maxCooldownMs)
  return next === cooldown
}

const findBadColumn = (health: Health, snapshot: Snapshot): InvalidSnapshot | undefined => {
  const { window } = health.settings
  const { state, outcomes } = snapshot.columns
  const isHealthy = (arm: number): boolean => state[arm] === healthState.healthy
  const isState = (value: number): boolean => Object.values<number>(healthState).includes(value)
  const isPlace = (place: number, arm: number): boolean =>
    outcomes[arm] < window ? place === outcomes[arm] : isCount(place) && place < window
  return (
    findBadEntry(snapshot, 'state', isState, 'is no state') ??
    findBadEntry(snapshot, 'epoch', (n) => isCount(n) && n < epochs, 'is no epoch') ??
    findBadEntry(
      snapshot,
      'callableFrom',
      (from, arm) => !isHealthy(arm) || from === 0,
      'is no time of a healthy arm'
    ) ??
    findBadEntry(
      snapshot,
      'cooldown',
      (cooldown, arm) => isCooldown(health, cooldown, state[arm]),
      'is no cooldown'
    ) ??
    findBadEntry(
      snapshot,
      'outcomes',
      (count, arm) => isCount(count) && count <= (isHealthy(arm) ? window : 0),
      'is no count of outcomes'
    ) ??
    findBadEntry(snapshot, 'place', isPlace, 'is no place in the window') ??
    findBadEntry(snapshot, 'failed', (bits) => bits === (bits | 0), 'is no word of bits')
  )
}

/** Whether an arm that was healthy still is after the outcomes in its window. */
const staysHealthy = (health: Health, arm: number): boolean => {
  const { settings, outcomes, place } = health
  const { window } = settings
  const replay = makeHealth(1, settings)
  for (let i = outcomes[arm]; i > 0; i--) {
    const at = (place[arm] - i + window) % window
    if (isFailed(health, arm, at)) reportFailure(replay, 0, 0, 0)
    else reportSuccess(replay, 0, 0)
  }
  return replay.state[0] === healthState.healthy
}

/** Bits past the outcomes that there are, or outcomes that would have opened the arm. */
const findBadOutcomes = (health: Health, snapshot: Snapshot): InvalidSnapshot | undefined => {
  const draft = makeHealth(health.state.length, health.settings)
  write(draft, snapshot)
  for (let arm = 0; arm < draft.state.length; arm++) {
    for (let place = draft.outcomes[arm]; place < draft.words * bitsPerWord; place++)
      if (isFailed(draft, arm, place))
        return invalidSnapshot(
          `columns.failed[${arm * draft.words + Math.floor(place / bitsPerWord)}]`,
          'has failures past its outcomes'
        )
    if (!staysHealthy(draft, arm))
      return invalidSnapshot(`columns.state[${arm}]`, 'healthy in spite of its failures')
  }
  return undefined
}

const findProblem = (health: Health, snapshot: Snapshot): InvalidSnapshot | undefined =>
  findOtherShape(snapshot, shapeOf(health)) ??
  findNoCount(snapshot, ['late', 'impossible']) ??
  findBadColumn(health, snapshot) ??
  findBadOutcomes(health, snapshot)

/**
 * Puts a snapshot in the place of everything in breakers of as many arms and the same settings, and returns them; refuses what `snapshotHealth` cannot
 * have written and then changes nothing. What was restored decides as what was kept. A trial under way reports back by its epoch, or times out.
 *
 * Requires: a clock that goes on where that of the snapshot was, such as the time of day.
 * Errors: `InvalidSnapshot` with the first field that is wrong, and why.
 * Cost: O(maxArms * window).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreHealth = (
  health: Health,
  document: unknown
): E.Either<InvalidSnapshot, Health> =>
  restoreChecked(health, document, layout, findProblem, (snapshot) => write(health, snapshot))
