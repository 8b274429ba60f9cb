import { createHash } from 'node:crypto'
import type { OutcomeRows } from './outcome-table'

/** One of two halves of a data set, that parameters are chosen on one and reported on the other. */
export type Half = 'a' | 'b'

const SUFFIX = /^(.+)@([ab])$/

/**
 * Tells a data set from the half of it that is meant: `NAME@a` or `NAME@b`; null where all of it is.
 *
 * @category dataset
 * @since 0.1.0
 * @example
 * import { splitHalf } from '@stageroute/datasets'
 *
 * splitHalf('data/mmlu_pro@b') // => { name: 'data/mmlu_pro', half: 'b' }
 * splitHalf('data/mmlu_pro') // => { name: 'data/mmlu_pro', half: null }
 */
export const splitHalf = (
  nameOrFolder: string
): { readonly name: string; readonly half: Half | null } => {
  const [, name, half] = SUFFIX.exec(nameOrFolder) ?? []
  return name === undefined
    ? { name: nameOrFolder, half: null }
    : { name, half: half === 'a' ? 'a' : 'b' }
}

/** A query is of half a where the first byte of the SHA-256 of its id is even: the halves stay what they are when rows are added. */
const halfOf = (queryId: string): Half =>
  (createHash('sha256').update(queryId).digest()[0] ?? 0) % 2 === 0 ? 'a' : 'b'

/** The rows of one half, in their order, with the categories that they are of. */
export const rowsOfHalf = (rows: OutcomeRows, half: Half): OutcomeRows => {
  const kept = rows.queryIds.flatMap((id, row) => (halfOf(id) === half ? [row] : []))
  const arms = rows.armIds.length
  const cells = (values: Float64Array): Float64Array => {
    const part = new Float64Array(kept.length * arms)
    kept.forEach((row, i) => part.set(values.subarray(row * arms, (row + 1) * arms), i * arms))
    return part
  }
  const categories = [...new Set(kept.map((row) => rows.category[row] ?? 0))]
  return {
    ...rows,
    queryIds: kept.map((row) => rows.queryIds[row] ?? ''),
    categoryNames: categories.map((category) => rows.categoryNames[category] ?? ''),
    category: Int32Array.from(kept, (row) => categories.indexOf(rows.category[row] ?? 0)),
    reward: cells(rows.reward),
    cost: cells(rows.cost)
  }
}
