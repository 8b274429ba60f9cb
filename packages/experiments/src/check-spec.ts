import type { ExperimentGroup, ExperimentSpec, SettingValue } from '@stageroute/contracts'

/**
 * What an experiment may name: settings with their defaults, and policies.
 *
 * @category plan
 * @since 0.1.0
 */
export interface KnownNames {
  readonly settings: Readonly<Record<string, SettingValue>>
  readonly policies: ReadonlyArray<string>
}

/** A field of a specification and what is wrong with it. */
export interface SpecProblem {
  readonly field: string
  readonly problem: string
}

type Problems = ReadonlyArray<SpecProblem>

const show = (value: SettingValue): string => JSON.stringify(value)

const problemIf = (isWrong: boolean, field: string, problem: string): Problems =>
  isWrong ? [{ field, problem }] : []

const repeats = (field: string, values: ReadonlyArray<SettingValue>): Problems =>
  values.flatMap((value, i) =>
    problemIf(values.indexOf(value) < i, `${field}[${i}]`, `${show(value)} appears twice`)
  )

const filled = (field: string, values: ReadonlyArray<unknown>): Problems =>
  problemIf(values.length === 0, field, 'an empty list')

const namesKnown = (
  kind: string,
  known: ReadonlyArray<string>,
  named: ReadonlyArray<readonly [field: string, name: string]>
): Problems =>
  named.flatMap(([field, name]) =>
    problemIf(
      !known.includes(name),
      field,
      `unknown ${kind} ${show(name)}; known: ${known.join(', ')}`
    )
  )

const checkPolicies = (
  field: string,
  policies: ReadonlyArray<string>,
  known: KnownNames
): Problems => [
  ...filled(field, policies),
  ...namesKnown(
    'policy',
    known.policies,
    policies.map((policy, i) => [`${field}[${i}]`, policy])
  ),
  ...repeats(field, policies)
]

const checkSettings = (
  field: string,
  settings: Readonly<Record<string, unknown>> | undefined,
  known: KnownNames
): Problems =>
  namesKnown(
    'setting',
    Object.keys(known.settings),
    Object.keys(settings ?? {}).map((name) => [`${field}.${name}`, name])
  )

/** A group's name is part of the names of files. */
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/

const checkGroup = (
  field: string,
  { name, settings, vary = {}, policies }: ExperimentGroup,
  reference: string,
  known: KnownNames
): Problems => [
  ...problemIf(
    !NAME.test(name),
    `${field}.name`,
    `${show(name)} is not made of lower-case letters, digits and single hyphens`
  ),
  ...checkSettings(`${field}.settings`, settings, known),
  ...checkSettings(`${field}.vary`, vary, known),
  ...Object.entries(vary).flatMap(([setting, values]) => [
    ...filled(`${field}.vary.${setting}`, values),
    ...repeats(`${field}.vary.${setting}`, values)
  ]),
  ...(policies === undefined
    ? []
    : [
        ...checkPolicies(`${field}.policies`, policies, known),
        ...problemIf(
          !policies.includes(reference),
          `${field}.policies`,
          `the reference ${show(reference)} is not among them`
        )
      ])
]

/** Returns what is wrong with a specification beyond its shape, in the order of its fields. */
export const problemsOf = (spec: ExperimentSpec, known: KnownNames): Problems => {
  const reference = spec.reference ?? spec.policies[0] ?? ''
  return [
    ...checkPolicies('policies', spec.policies, known),
    ...problemIf(
      !spec.policies.includes(reference),
      'reference',
      `${show(reference)} is not among the policies`
    ),
    ...problemIf(spec.seeds < 2, 'seeds', `${spec.seeds} gives no interval; at least 2`),
    ...problemIf(
      spec.quick?.seeds !== undefined && spec.quick.seeds < 2,
      'quick.seeds',
      `${spec.quick?.seeds} gives no interval; at least 2`
    ),
    ...checkSettings('settings', spec.settings, known),
    ...checkSettings('quick.settings', spec.quick?.settings, known),
    ...filled('groups', spec.groups),
    ...spec.groups.flatMap((group, g) => [
      ...problemIf(
        spec.groups.findIndex(({ name }) => name === group.name) < g,
        `groups[${g}].name`,
        `${show(group.name)} appears twice`
      ),
      ...checkGroup(`groups[${g}]`, group, reference, known)
    ])
  ]
}
