import { tolerance } from '@stageroute/numeric'
import type { PlugIn } from './plug-in'
import { invalidSnapshot, type InvalidSnapshot, type Snapshot } from './snapshot'

const parts = ['count', 'sum', 'squares', 'bets', 'betSum', 'penalty', 'lower', 'upper'] as const

const nameOf = (prefix: string, part: string): string => `${prefix}.${part}`

/** The names of the columns that the sums take in a snapshot. */
export const plugInColumnNames = (prefix: string): ReadonlyArray<string> =>
  parts.map((part) => nameOf(prefix, part))

/** The columns of the sums by name. */
export const plugInColumns = (
  prefix: string,
  plugIn: PlugIn
): Readonly<Record<string, Float64Array>> =>
  Object.fromEntries(parts.map((part) => [nameOf(prefix, part), plugIn[part]]))

/** The first part of an entry that no values in [0, 1] can have led to. */
const findImpossible = (
  entry: Readonly<Record<(typeof parts)[number], number>>,
  pulls: number
): string | undefined => {
  const { count, sum, squares, bets, betSum, penalty, lower, upper } = entry
  const slack = 1 + tolerance.sums
  const isWithin = (value: number, most: number): boolean => value >= 0 && value <= most * slack
  if (count !== pulls) return 'count'
  if (!isWithin(sum, count)) return 'sum'
  if (!isWithin(squares, count)) return 'squares'
  if (!isWithin(bets, count / 2) || bets > 0 !== count > 0) return 'bets'
  if (!isWithin(betSum, bets)) return 'betSum'
  if (!isWithin(penalty, count)) return 'penalty'
  if (!(lower >= 0 && lower <= 1)) return 'lower'
  return upper >= lower && upper <= 1 ? undefined : 'upper'
}

/** Why the columns of a snapshot are no sums over the values that the moments beside them counted, or undefined. */
export const findBadPlugIn = (
  prefix: string,
  snapshot: Snapshot,
  counted: ReadonlyArray<number>
): InvalidSnapshot | undefined => {
  for (let i = 0; i < counted.length; i++) {
    const at = (part: string): number => snapshot.columns[nameOf(prefix, part)]?.[i] ?? NaN
    const entry = {
      count: at('count'),
      sum: at('sum'),
      squares: at('squares'),
      bets: at('bets'),
      betSum: at('betSum'),
      penalty: at('penalty'),
      lower: at('lower'),
      upper: at('upper')
    }
    const part = findImpossible(entry, counted[i] ?? NaN)
    if (part !== undefined)
      return invalidSnapshot(`columns.${nameOf(prefix, part)}[${i}]`, `${at(part)} cannot be`)
  }
  return undefined
}

/** Writes sums that {@link findBadPlugIn} accepted; entries past their end are cleared. */
export const restorePlugIn = (prefix: string, snapshot: Snapshot, plugIn: PlugIn): void => {
  for (const part of parts) {
    plugIn[part].fill(part === 'upper' ? 1 : 0)
    plugIn[part].set(snapshot.columns[nameOf(prefix, part)] ?? [])
  }
}
