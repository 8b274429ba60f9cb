import { findBadEntry, invalidSnapshot, isCount } from '@stageroute/estimators'
import { keepNumbers, type Kept } from './kept'

/** Which numbers may stand in a column, and what is said of another one. */
export interface ColumnCheck {
  readonly isGood: (value: number) => boolean
  readonly problem: string
}

/** Returns a list of numbers of fixed length, such as one per arm, as a part. */
export const keepColumn = (
  kind: string,
  values: Float64Array,
  { isGood, problem }: ColumnCheck
): Kept =>
  keepNumbers({
    layout: {
      kind,
      version: 1,
      figures: ['size'],
      columns: ['values'],
      lengthOf: ({ size }) => size ?? 0
    },
    read: () => ({ figures: { size: values.length }, columns: { values } }),
    findProblem: (snapshot) =>
      snapshot.figures['size'] === values.length
        ? findBadEntry(snapshot, 'values', isGood, problem)
        : invalidSnapshot('figures.size', `is not ${values.length}`),
    write: ({ columns }) => values.set(columns['values'] ?? [])
  })

/** Returns a count per arm, or per category, as a part. */
export const keepCounts = (kind: string, counts: Float64Array): Kept =>
  keepColumn(kind, counts, { isGood: isCount, problem: 'is no count' })
