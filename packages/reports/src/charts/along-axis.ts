import type { CaseResult, ExperimentCase, ReportGroup, SettingValue } from '@stageroute/contracts'
import { grouped } from './axis'

/** Cases that differ in the first varied setting alone; `held` tells the others, empty where there are none. */
export interface Line {
  readonly held: string
  readonly cases: ReadonlyArray<ExperimentCase>
}

/** A setting's value for people. */
export const valueText = (value: SettingValue | undefined): string =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1000
    ? grouped(value)
    : String(value ?? 'default')

/** `maxDeployed` for people: `max deployed`. */
export const settingText = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const units: Readonly<Record<string, string>> = {
  budget: 'USD per query',
  openingFloat: 'USD',
  capacity: 'share of the queries'
}

/** A setting's name with its unit, for an axis. */
export const axisText = (name: string): string =>
  name in units ? `${settingText(name)} (${units[name]})` : settingText(name)

const heldIn = ({ axes }: ReportGroup, { values }: ExperimentCase): string =>
  axes
    .slice(1)
    .map((axis) => `${settingText(axis)} ${valueText(values[axis])}`)
    .join(', ')

/** The lines of a group along its first varied setting, in the order of its cases. */
export const linesOf = (group: ReportGroup): ReadonlyArray<Line> => {
  const held = [...new Set(group.cases.map((one) => heldIn(group, one)))]
  return held.map((text) => ({
    held: text,
    cases: group.cases.filter((one) => heldIn(group, one) === text)
  }))
}

/** Values of a setting as places on an axis: numbers where all are, else the number of the value in the list. */
export interface Places {
  readonly isNumeric: boolean
  readonly at: ReadonlyArray<number>
  readonly labels: ReadonlyArray<string>
}

/** Where the cases of a line stand along its setting. */
export const placesOf = (axis: string | undefined, { cases }: Line): Places => {
  const values = cases.map((one) => (axis === undefined ? one.label : one.values[axis]))
  const numbers = values.filter((value) => typeof value === 'number')
  const isNumeric = numbers.length === values.length && new Set(numbers).size > 1
  return {
    isNumeric,
    at: isNumeric ? numbers : values.map((_, index) => index),
    labels: values.map(valueText)
  }
}

/** What a policy did in the cases of a line, with their places; cases that it did not play are left out. */
export const resultsAlong = (
  policy: string,
  { cases }: Line,
  places: Places
): ReadonlyArray<readonly [at: number, result: CaseResult]> =>
  cases.flatMap((one, index) => {
    const result = one.results.find((other) => other.policy === policy)
    return result === undefined ? [] : [[places.at[index] ?? index, result] as const]
  })
