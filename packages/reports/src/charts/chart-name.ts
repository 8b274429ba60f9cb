import type { ReportGroup } from '@stageroute/contracts'

/** A text as part of a file name: letters, digits, dots and hyphens. */
export const fileWord = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')

const valuesWord = (group: ReportGroup, index: number): string =>
  group.axes
    .map((axis) => fileWord(String(group.cases[index]?.values[axis] ?? 'default')))
    .join('-')

/** What tells a case from the others in file names: its values, with its number where those are not enough; nothing for the only one. */
export const caseWord = (group: ReportGroup, index: number): string => {
  if (group.cases.length < 2) return ''
  const word = valuesWord(group, index)
  const isTaken = group.cases.some((_, other) => other < index && valuesWord(group, other) === word)
  return word === '' || isTaken ? `${word}-${index + 1}`.replace(/^-/, '') : word
}

/** Joins what there is of the parts of a name. */
export const chartName = (...parts: ReadonlyArray<string>): string =>
  parts
    .map(fileWord)
    .filter((part) => part !== '')
    .join('-')
