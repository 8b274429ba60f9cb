import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as t from 'io-ts'
import { Finite, NonNegative, type OracleRewards } from '@stageroute/contracts'
import type { RunMeasures } from '@stageroute/simulator'

const isNumbers = (value: unknown): value is ReadonlyArray<number> =>
  Array.isArray(value) && value.every(Number.isFinite)

/** Long lists are checked in one go: a codec per number would take longer than the run. */
const Numbers = new t.Type<ReadonlyArray<number>>(
  'a list of finite numbers',
  isNumbers,
  (value, context) => (isNumbers(value) ? t.success(value) : t.failure(value, context)),
  t.identity
)

type Nullable = ReadonlyArray<number | null>

/** JSON has no infinity: what never happened is null there. */
const Waits = new t.Type<ReadonlyArray<number>, Nullable>(
  'a list of queries, null for never',
  (value): value is ReadonlyArray<number> =>
    Array.isArray(value) && value.every((entry) => typeof entry === 'number'),
  (value, context) =>
    pipe(
      t.readonlyArray(t.union([NonNegative, t.null])).validate(value, context),
      E.map((entries) => entries.map((entry) => entry ?? Infinity))
    ),
  (entries) => entries.map((entry) => (entry === Infinity ? null : entry))
)

const Curve = t.type({ query: Numbers, pseudoRegret: Numbers, spend: Numbers, share: Numbers })

const measureFields = {
  reward: NonNegative,
  oracleReward: NonNegative,
  pseudoRegret: Finite,
  realisedRegret: Finite,
  spend: NonNegative,
  openingFloat: NonNegative,
  maxOverspend: NonNegative,
  overspentQueries: NonNegative,
  unserved: NonNegative,
  switches: NonNegative,
  adoptionQueries: Waits,
  recoveryQueries: Waits,
  isLockedOut: t.boolean,
  curve: Curve
}

/** A field that is measured and not kept, or the other way round, does not compile. */
const Measures: t.Type<RunMeasures, unknown> = t.type(measureFields, 'what a run measured')

/** A run as a file holds it: what it is called, who played, what was measured, and the seconds it took. */
export const StoredRun = t.type(
  {
    version: t.literal(2),
    hash: t.string,
    policy: t.string,
    seed: NonNegative,
    seconds: NonNegative,
    measures: Measures
  },
  'a run'
)

export type StoredRun = t.TypeOf<typeof StoredRun>

const Rewards: t.Type<OracleRewards> = t.type({
  stage: Finite,
  category: t.union([Finite, t.null]),
  hindsight: Finite
})

/** What the oracles of a trial earn, as a file holds it. */
export const StoredOracles = t.type(
  { version: t.literal(1), hash: t.string, oracles: Rewards },
  'what oracles earn'
)
