import { tolerance } from '@stageroute/numeric'
import type { Moments } from './moments'
import { invalidSnapshot, type InvalidSnapshot, type Snapshot } from './snapshot'

/**
 * What moments can be: the range of the values, and of their weights before any fading.
 *
 * @category snapshot
 * @since 0.1.0
 */
export interface MomentRange {
  readonly least: number
  /** Infinity where nothing bounds the values from above. */
  readonly greatest: number
  readonly greatestWeight: number
}

const parts = ['Weight', 'WeightSquares', 'Mean', 'Squares'] as const
type Part = (typeof parts)[number]

const arrayOf = (moments: Moments, part: Part): Float64Array => {
  if (part === 'Weight') return moments.weight
  if (part === 'WeightSquares') return moments.weightSquares
  return part === 'Mean' ? moments.mean : moments.squares
}

/**
 * Returns the names of the columns that moments take in a snapshot, each beginning with `prefix`.
 *
 * @category snapshot
 * @since 0.1.0
 * @example
 * import { momentColumnNames } from '@stageroute/estimators'
 *
 * momentColumnNames('cost') // => ['costWeight', 'costWeightSquares', 'costMean', 'costSquares']
 */
export const momentColumnNames = (prefix: string): ReadonlyArray<string> =>
  parts.map((part) => prefix + part)

/**
 * Returns the columns of moments by name, to be put into a snapshot.
 *
 * @category snapshot
 * @since 0.1.0
 */
export const momentColumns = (
  prefix: string,
  moments: Moments
): Readonly<Record<string, Float64Array>> =>
  Object.fromEntries(parts.map((part) => [prefix + part, arrayOf(moments, part)]))

/** The first thing that entry `i` cannot be. */
const findImpossible = (
  [weight, weightSquares, mean, squares]: ReadonlyArray<number>,
  { least, greatest, greatestWeight }: MomentRange
): readonly [part: Part, problem: string] | undefined => {
  const slack = 1 + tolerance.sums
  const edge = tolerance.rounding * (Number.isFinite(greatest) ? greatest - least : 1)
  if (weight < 0) return ['Weight', `${weight} is negative`]
  if (weight === 0 && (weightSquares !== 0 || mean !== 0 || squares !== 0))
    return ['Weight', '0, yet something was observed']
  if (weight === 0) return undefined
  const fewest = weight / slack
  const most = weight * greatestWeight * slack
  if (!(weightSquares >= fewest && weightSquares <= most))
    return ['WeightSquares', `${weightSquares}, expected between ${fewest} and ${most}`]
  if (!(mean >= least - edge && mean <= greatest + edge))
    return ['Mean', `${mean}, expected between ${least} and ${greatest}`]
  // Values in a range vary most at its ends (Bhatia and Davis 2000), with variance (greatest - mean)(mean - least).
  const widest = weight * Math.max(0, greatest - mean) * Math.max(0, mean - least)
  const largest = widest * slack + weight * edge
  if (!(squares >= 0 && (squares <= largest || greatest === Infinity)))
    return ['Squares', `${squares}, expected between 0 and ${largest}`]
  return undefined
}

/**
 * Returns why the columns of a snapshot are no moments of values in the range, or undefined: negative weights or squares, a mean out of
 * range, a variance that such a mean rules out, sums of squared weights that no such weights have.
 *
 * Requires: a snapshot that `openSnapshot` accepted, weights of at least 1 before any fading.
 * Cost: O(entries).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const findBadMoments = (
  prefix: string,
  snapshot: Snapshot,
  range: MomentRange
): InvalidSnapshot | undefined => {
  const columns = momentColumnNames(prefix).map((name) => snapshot.columns[name] ?? [])
  const size = columns[0]?.length ?? 0
  for (let i = 0; i < size; i++) {
    const found = findImpossible(
      columns.map((column) => column[i] ?? NaN),
      range
    )
    if (found !== undefined) return invalidSnapshot(`columns.${prefix}${found[0]}[${i}]`, found[1])
  }
  return undefined
}

/**
 * Writes the moments that a snapshot holds; entries past its end are cleared.
 *
 * Requires: columns that {@link findBadMoments} accepted, and no longer than `moments`.
 * Cost: O(entries).
 *
 * @category snapshot
 * @since 0.1.0
 */
export const restoreMoments = (prefix: string, snapshot: Snapshot, moments: Moments): void => {
  for (const part of parts) {
    const array = arrayOf(moments, part)
    array.fill(0)
    array.set(snapshot.columns[prefix + part] ?? [])
  }
}
