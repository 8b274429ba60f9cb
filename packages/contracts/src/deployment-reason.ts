import * as t from 'io-ts'
import { Count, CostUsd, Finite, Index, NonNegative } from './quantity'
import { tagged } from './tagged'

const ids = t.readonlyArray(t.string, 'a list of ids')
const orNull = <A>(codec: t.Type<A>): t.Type<A | null> => t.union([codec, t.null])

/**
 * Why an arm is deployed, or is not. Times are the caller's.
 *
 * Deployed:
 * - `earnsShare`: it carries a share of the best mix.
 * - `pinned`: it is pinned, and carries no share.
 * - `neededFor`: it is there so that a query that needs `capability` can be answered, and carries no share.
 * - `affordable`: it is there so that every query can be served within the budget even if arms cost as much as they may, and carries no share.
 * - `fillsSpareSlot`: the best mix left a slot empty.
 * - `changeNotWorthIt`: a change would earn less than it costs; also of an arm that stays out for it.
 * - `restored`: plan number `plan` was rolled back to; also of an arm that leaves for it.
 *
 * Not deployed, whatever it earns:
 * - `forbidden`, `deprecated` (kept where it is deployed, never newly deployed).
 * - `shutDown`: it ended `at`. `drains`: it would have to begin to drain, at `from`, before the stage ends.
 * - `notCoverable`: one query can cost `largestCost`, more than the `coverable` that one may set aside.
 * - `providerFull`: `most` arms of its provider are deployed, and they earn more.
 * - `rulesConflict`: the rules cannot be met together, so nothing is deployed.
 *
 * Not deployed for what it earns:
 * - `outearned`: it stands `short` below the last arm that got a share, in reward per query at the prices of the plan; null without prices.
 * - `noSlot`: at those prices it would earn a share, but others make more of the slots.
 * - `waitsItsTurn`: not observed yet, as are the arms that go first, which were deployed in fewer stages.
 *
 * @category deployment
 * @since 0.1.0
 */
export const PlanReason = tagged('a reason', {
  earnsShare: {},
  pinned: {},
  neededFor: { capability: t.string },
  affordable: {},
  fillsSpareSlot: {},
  changeNotWorthIt: {},
  restored: { plan: Count },
  forbidden: {},
  deprecated: {},
  shutDown: { at: Finite },
  drains: { from: Finite },
  notCoverable: { largestCost: CostUsd, coverable: CostUsd },
  providerFull: { provider: t.string, most: Index },
  rulesConflict: {},
  outearned: { short: orNull(NonNegative) },
  noSlot: {},
  waitsItsTurn: {}
})

/**
 * What the codec `PlanReason` accepts.
 *
 * @category deployment
 * @since 0.1.0
 */
export type PlanReason = t.TypeOf<typeof PlanReason>

/**
 * What an operator should know beside the plan.
 *
 * - `pinLeftOut`: a pinned arm is not deployed; its entry says why.
 * - `capabilityMissing`: no arm that may be deployed has a capability that traffic needs.
 * - `deployedGone`: an arm that is deployed now is not in the inventory any more.
 * - `budgetTooSmall`: even the cheapest mix costs `leastCost` per query, by the lower bounds.
 * - `capacityTooSmall`: the deployed arms can take a share of `reach` of the queries.
 * - `costlyByEstimates`: the mix fits the budget by the lower bounds of the costs only; by their estimates it costs `cost` per query.
 * - `notAffordable`: not every query can be served within the budget if arms cost as much as they may; the cheapest mix of the deployed ones then costs
 *   `cost` per query.
 * - `notProved`: the search was cut short; a better plan could earn up to `gap` per query more.
 * - `newcomersWait`: as many arms were never observed and are not deployed.
 *
 * @category deployment
 * @since 0.1.0
 */
export const PlanWarning = tagged('a warning', {
  pinLeftOut: { arm: t.string },
  capabilityMissing: { capability: t.string },
  deployedGone: { arm: t.string },
  budgetTooSmall: { leastCost: CostUsd },
  capacityTooSmall: { reach: NonNegative },
  costlyByEstimates: { cost: CostUsd },
  notAffordable: { cost: CostUsd },
  notProved: { gap: NonNegative },
  newcomersWait: { arms: Count }
})

/**
 * What the codec `PlanWarning` accepts.
 *
 * @category deployment
 * @since 0.1.0
 */
export type PlanWarning = t.TypeOf<typeof PlanWarning>

/**
 * Why no set of arms obeys the rules.
 *
 * - `nobodyMayBeDeployed`: every arm of the inventory is left out by a rule of its own.
 * - `pinsExceedSlots`, `pinsExceedProvider`: more arms are pinned than there are slots, than may be of one provider.
 * - `pinsExceedQueries`: the least shares of the pinned arms sum to `share`, more than all queries.
 * - `capabilityUnreachable`: no slot, or no place of a provider, is left for an arm with that capability.
 * - `rulesExcludeEachOther`: each can be met, not all of them together.
 *
 * @category deployment
 * @since 0.1.0
 */
export const RuleConflict = tagged('a conflict of rules', {
  nobodyMayBeDeployed: {},
  pinsExceedSlots: { pinned: ids, most: Count },
  pinsExceedQueries: { pinned: ids, share: NonNegative },
  pinsExceedProvider: { provider: t.string, pinned: ids, most: Index },
  capabilityUnreachable: { capability: t.string },
  rulesExcludeEachOther: {}
})

/**
 * What the codec `RuleConflict` accepts.
 *
 * @category deployment
 * @since 0.1.0
 */
export type RuleConflict = t.TypeOf<typeof RuleConflict>
