import * as t from 'io-ts'
import { closed } from './closed'
import { Count, Finite, Index } from './quantity'

const Value = t.union([t.string, Finite, t.null], 'a text, a number or null')
const Settings = t.readonly(t.record(t.string, Value))
const Policies = t.readonlyArray(t.string, 'a list of policies')

/**
 * The figures a group of an experiment can be drawn as.
 *
 * - `regret`: cumulative pseudo-regret over the queries, with a band over seeds.
 * - `spend`: spend over the budget so far, over the queries.
 * - `shares`: share of the queries by model over time, a policy's above the oracle's.
 * - `pareto`: reward against cost per query.
 * - `sensitivity`: ratio to the oracle along the first varied setting.
 * - `adoption`: queries until a newcomer is used.
 * - `slope`: regret against the length of the stream, both on log scales.
 * - `speed`: queries per second.
 *
 * @category experiment
 * @since 0.1.0
 */
export const ChartKind = t.keyof(
  {
    regret: null,
    spend: null,
    shares: null,
    pareto: null,
    sensitivity: null,
    adoption: null,
    slope: null,
    speed: null
  },
  'a kind of chart: regret, spend, shares, pareto, sensitivity, adoption, slope or speed'
)

/**
 * What the codec `ChartKind` accepts.
 *
 * @category experiment
 * @since 0.1.0
 */
export type ChartKind = t.TypeOf<typeof ChartKind>

const groupFields = { name: t.string, title: t.string }

const groupChoices = {
  /** Values per setting; every combination is a case. */
  vary: t.readonly(t.record(t.string, t.readonlyArray(Value, 'a list of values'))),
  /** Settings of this group alone, over the experiment's. */
  settings: Settings,
  /** Policies of this group instead of the experiment's. */
  policies: Policies,
  charts: t.readonlyArray(ChartKind, 'a list of charts')
}

const ExperimentGroup = closed(
  t.intersection(
    [t.type(groupFields, 'ExperimentGroup'), t.partial(groupChoices)],
    'ExperimentGroup'
  ),
  [...Object.keys(groupFields), ...Object.keys(groupChoices)]
)

/**
 * What the codec `ExperimentGroup` accepts.
 *
 * @category experiment
 * @since 0.1.0
 */
export type ExperimentGroup = t.TypeOf<typeof ExperimentGroup>

const quickChoices = { seeds: Count, settings: Settings }
const QuickLook = closed(t.partial(quickChoices, 'QuickLook'), Object.keys(quickChoices))

const specFields = {
  title: t.string,
  /** What the experiment asks, in plain words. */
  question: t.string,
  /** Every policy that plays, in the order of the report. */
  policies: Policies,
  seeds: Count,
  groups: t.readonlyArray(ExperimentGroup, 'a list of groups')
}

const specChoices = {
  /** The policy that the others are compared with, the first by default. */
  reference: t.string,
  /** First seed, 1 by default. */
  seed: Index,
  settings: Settings,
  /** What a quick look plays instead. */
  quick: QuickLook
}

/**
 * An experiment as a document: groups of cases, each a combination of settings under which every policy plays every seed. Settings are
 * named as the options of `stageroute simulate`, in camel case.
 *
 * @category experiment
 * @since 0.1.0
 */
export const ExperimentSpec = closed(
  t.intersection([t.type(specFields, 'ExperimentSpec'), t.partial(specChoices)], 'ExperimentSpec'),
  [...Object.keys(specFields), ...Object.keys(specChoices)]
)

/**
 * What the codec `ExperimentSpec` accepts.
 *
 * @category experiment
 * @since 0.1.0
 */
export type ExperimentSpec = t.TypeOf<typeof ExperimentSpec>

/**
 * A setting's value in an experiment; null stands for "decided by the data set and the other settings".
 *
 * @category experiment
 * @since 0.1.0
 */
export type SettingValue = string | number | null
