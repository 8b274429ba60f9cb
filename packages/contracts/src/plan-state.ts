import * as t from 'io-ts'
import { closed } from './closed'
import { PlanHistory } from './deployment'
import { Capacity, CostUsd, Count, Finite, Index, NonNegative } from './quantity'

const orNull = <A>(codec: t.Type<A>, name: string): t.Type<A | null> =>
  t.union([codec, t.null], name)

const record = <P extends t.Props>(name: string, fields: P): t.Type<t.TypeOfProps<P>> =>
  closed(t.type(fields, name) as unknown as t.Type<t.TypeOfProps<P>>, Object.keys(fields))

/** The index families whose estimates follow from counts, means and variances. */
const IndexFamilyId = t.keyof(
  { paper: null, hoeffding: null, 'ucb-v': null, 'empirical-bernstein': null, 'kl-ucb': null },
  'one of paper, hoeffding, ucb-v, empirical-bernstein, kl-ucb'
)

const StateIndex = record('an index', {
  family: IndexFamilyId,
  level: NonNegative,
  costScale: NonNegative,
  costMin: CostUsd,
  costMax: CostUsd
})

const StateArm = record('an arm', {
  id: t.string,
  capacity: Capacity,
  minShare: NonNegative,
  switchCost: NonNegative,
  provider: orNull(t.string, 'a name or null'),
  capabilities: t.readonlyArray(t.string, 'a list of capabilities'),
  isPinned: t.boolean,
  isForbidden: t.boolean,
  isDeprecated: t.boolean,
  arrivedAt: Finite,
  shutdownAt: orNull(Finite, 'a time or null'),
  largestCost: orNull(CostUsd, 'a cost or null')
})

const stateFields = {
  version: t.literal(1),
  stage: Index,
  startsAt: Finite,
  endsAt: orNull(Finite, 'a time or null'),
  queries: Count,
  drainTime: NonNegative,
  budget: CostUsd,
  maxDeployed: Count,
  atMostOfProvider: t.record(t.string, Index, 'most models by provider'),
  needed: t.readonlyArray(t.string, 'a list of capabilities'),
  coverable: orNull(CostUsd, 'a cost or null'),
  fillSpare: t.boolean,
  keepsAffordable: t.boolean,
  index: StateIndex,
  arms: t.readonlyArray(StateArm, 'a list of arms'),
  statistics: t.unknown,
  deployed: t.readonlyArray(t.string, 'a list of ids'),
  history: PlanHistory
}

/**
 * Everything that a stage is planned from, as a document: settings and rules, the inventory in order of arrival, what was observed of it, what is
 * deployed, and the plans that were applied.
 *
 * - `startsAt`, `endsAt`, `arrivedAt`, `shutdownAt`, `drainTime`: in one unit of the caller's, such as milliseconds or queries.
 * - `queries`: expected in the stage. `coverable`: the most that a single query may set aside, USD, null for no limit.
 * - `fillSpare`: whether slots that the best mix leaves are used. `keepsAffordable`: whether what is deployed must be able to serve every query within the
 *   budget even if arms cost as much as they may.
 * - `index`: how intervals follow from `statistics`: the family, its level (nats; the paper's gamma) and, for the paper's, the cost that counts as 1.
 * - `statistics`: a snapshot of the table of arms, in the order of `arms`.
 *
 * Unit: `budget`, `largestCost` in USD per query, `switchCost` in reward, once.
 *
 * @category document
 * @since 0.1.0
 */
export const PlanState = closed(t.type(stateFields, 'PlanState'), Object.keys(stateFields))

/**
 * What the codec `PlanState` accepts.
 *
 * @category document
 * @since 0.1.0
 */
export type PlanState = t.TypeOf<typeof PlanState>
