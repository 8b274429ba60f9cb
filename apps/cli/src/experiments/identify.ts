import { canonicalJson, identifyRun, type Json } from '@stageroute/experiments'
import { epochsOf, type Epoch } from '@stageroute/simulator'
import type { OpenTrial } from '../simulation/open-trial'
import { sha256 } from './sha256'

/** What tells trials apart, whatever their files are called. */
export interface TrialIdentity {
  readonly outcomes: string
  readonly trial: Json
}

/** JSON has no infinity: an arm that never ends ends at null. */
const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null)

const epochJson = ({ start, arms, categories }: Epoch): Json => ({
  start,
  arms: arms.map(({ id, released, meanReward, meanCost, largestCost }) => ({
    id,
    released,
    meanReward,
    meanCost,
    largestCost
  })),
  names: categories.names,
  weight: [...categories.weight],
  reward: [...categories.reward],
  cost: [...categories.cost]
})

/** A table is known by its rows, with what is known of their texts, and not by the folder it came from; what has no rows, by its name, its truth and the code that makes it. */
const digestOutcomes = ({ dataset: { environment, table } }: OpenTrial): string => {
  const truth = canonicalJson(epochsOf(environment).map(epochJson))
  return table === null
    ? sha256(environment.id, truth)
    : sha256(
        truth,
        table.category,
        table.reward,
        table.cost,
        ...(table.features === null ? [] : [table.features.values])
      )
}

/** Returns what tells an open trial from others. */
export const identifyTrial = (opened: OpenTrial): TrialIdentity => {
  const { arrivals: _, ...settings } = opened.settings
  const { order, at, until } = opened.trial.arrivals
  return {
    outcomes: digestOutcomes(opened),
    trial: { ...settings, order, at, until: until.map(finiteOrNull) }
  }
}

/** What is played on a trial. */
export interface PlayedOn {
  readonly policy: string
  readonly seed: number
  readonly curvePoints: number
}

/** Returns what names the runs of a trial by their content. */
export const runNamer = (code: string, identity: TrialIdentity): ((played: PlayedOn) => string) => {
  const identify = identifyRun(sha256)
  return (played) => identify({ code, ...identity, ...played })
}

/** Returns the name of what the oracles of a trial earn. */
export const nameOracles = (code: string, { outcomes, trial }: TrialIdentity): string =>
  sha256(canonicalJson({ code, outcomes, trial, oracles: true }))
