import * as t from 'io-ts'
import { Finite } from '@stageroute/contracts'
import type { TrialRequest } from './request'

const FiniteOrNull = t.union([Finite, t.null], 'a finite number or null')

/** The types that a trial's settings have in a document; which values they may take is checked with the whole request. */
export const trialFields: { readonly [Name in keyof TrialRequest]: t.Type<TrialRequest[Name]> } = {
  dataset: t.string,
  budget: Finite,
  openingFloat: FiniteOrNull,
  maxDeployed: Finite,
  capacity: Finite,
  stages: Finite,
  queries: Finite,
  arrivals: t.string,
  index: t.string,
  gamma: FiniteOrNull,
  delta: Finite,
  costScale: FiniteOrNull,
  costMin: Finite,
  costMax: FiniteOrNull,
  context: t.string,
  delay: t.string,
  rewardsSeen: Finite,
  flipRate: Finite,
  drift: t.string,
  retireAfter: FiniteOrNull
}
