import * as E from 'fp-ts/Either'
import type {
  ChartKind,
  DomainError,
  ExperimentGroup,
  ExperimentSpec,
  SettingValue
} from '@stageroute/contracts'
import { problemsOf, type KnownNames } from './check-spec'
import type { ExperimentPlan, PlannedCase, PlannedGroup } from './plan'

/**
 * How a specification is read: the file that errors name, what it may name, whether only a quick look is wanted, and another number of seeds than its own.
 *
 * @category plan
 * @since 0.1.0
 */
export interface ExpandOptions {
  readonly source: string
  readonly known: KnownNames
  readonly isQuick: boolean
  readonly seeds: number | null
}

/**
 * Returns an experiment with every choice made. Of a setting that is given several times the last counts: defaults, the experiment's settings, the
 * group's, the varied, those of a quick look, which leave an axis that they set with that one value.
 *
 * Errors: `InvalidField` for the first field that names what is not known, is empty, appears twice or contradicts another.
 *
 * @category plan
 * @since 0.1.0
 */
export const expandSpec = (
  spec: ExperimentSpec,
  options: ExpandOptions
): E.Either<DomainError, ExperimentPlan> => {
  const problem = problemsOf(spec, options.known)[0]
  return problem === undefined
    ? E.right(toPlan(spec, options))
    : E.left({ _tag: 'InvalidField', source: options.source, ...problem })
}

const toPlan = (spec: ExperimentSpec, options: ExpandOptions): ExperimentPlan => {
  const { isQuick, seeds } = options
  const ownSeeds = isQuick ? (spec.quick?.seeds ?? spec.seeds) : spec.seeds
  return {
    title: spec.title,
    question: spec.question,
    isQuick,
    seeds: seeds ?? ownSeeds,
    seed: spec.seed ?? 1,
    reference: spec.reference ?? spec.policies[0] ?? '',
    groups: spec.groups.map((group, g) => planGroup(spec, group, g, options))
  }
}

/** A value, and the field of the specification that gives it. */
interface Given {
  readonly value: SettingValue
  readonly place: string
}

type GivenSettings = Readonly<Record<string, Given>>

const givenAt = (
  field: string,
  settings: Readonly<Record<string, SettingValue>> | undefined
): GivenSettings =>
  Object.fromEntries(
    Object.entries(settings ?? {}).map(([name, value]) => [
      name,
      { value, place: `${field}.${name}` }
    ])
  )

/** Every combination of one value per axis, the last axis fastest. */
const combine = (
  axes: ReadonlyArray<readonly [name: string, values: ReadonlyArray<Given>]>
): ReadonlyArray<GivenSettings> =>
  axes.reduce<ReadonlyArray<GivenSettings>>(
    (sofar, [name, values]) =>
      sofar.flatMap((chosen) => values.map((given) => ({ ...chosen, [name]: given }))),
    [{}]
  )

const defaultCharts = (axes: ReadonlyArray<string>): ReadonlyArray<ChartKind> =>
  axes.length > 0 ? ['sensitivity', 'regret', 'spend', 'pareto'] : ['regret', 'spend', 'pareto']

const planGroup = (
  spec: ExperimentSpec,
  { name, title, settings, vary = {}, policies, charts }: ExperimentGroup,
  position: number,
  { known, isQuick }: ExpandOptions
): PlannedGroup => {
  const field = `groups[${position}]`
  const quick = isQuick ? givenAt('quick.settings', spec.quick?.settings) : {}
  const fixed = {
    ...givenAt('settings', spec.settings),
    ...givenAt(`${field}.settings`, settings),
    ...quick
  }
  const axes = Object.entries(vary).map(([setting, values]) => {
    const quickly = quick[setting]
    const own = values.map((value, i) => ({ value, place: `${field}.vary.${setting}[${i}]` }))
    return [setting, quickly === undefined ? own : [quickly]] as const
  })
  return {
    name,
    title,
    axes: axes.map(([setting]) => setting),
    charts: charts ?? defaultCharts(Object.keys(vary)),
    policies: policies ?? spec.policies,
    cases: combine(axes).map((varied) => planCase(title, known, { ...fixed, ...varied }, varied))
  }
}

const valuesOf = (settings: GivenSettings): Readonly<Record<string, SettingValue>> =>
  Object.fromEntries(Object.entries(settings).map(([name, { value }]) => [name, value]))

const planCase = (
  title: string,
  known: KnownNames,
  given: GivenSettings,
  varied: GivenSettings
): PlannedCase => {
  const values = valuesOf(varied)
  const words = Object.entries(values).map(([name, value]) => `${name} ${value ?? 'by default'}`)
  return {
    label: words.length === 0 ? title : words.join(', '),
    values,
    settings: { ...known.settings, ...valuesOf(given) },
    places: Object.fromEntries(Object.entries(given).map(([name, { place }]) => [name, place]))
  }
}
