import * as E from 'fp-ts/Either'
import type { DomainError } from '@stageroute/contracts'

/** Where an arm's score and cost stand in a row. */
export interface ArmColumns {
  readonly id: string
  readonly score: number
  readonly cost: number
}

const SCORE = '.score'
const COST = '.cost'

/**
 * Reads the header `query_id,category,<model>.score,<model>.cost,...` in any order of the models' columns. Names are split at their last
 * dot, since model ids contain dots.
 *
 * Errors: `InvalidRow` at line 1 for a missing, repeated, unknown or unpaired column.
 */
export const readHeader = (
  file: string,
  header: ReadonlyArray<string>
): E.Either<DomainError, ReadonlyArray<ArmColumns>> => {
  const wrong = (column: string, problem: string): E.Either<DomainError, never> =>
    E.left({ _tag: 'InvalidRow', file, line: 1, column, problem })
  const position = new Map(header.map((name, i) => [name, i]))
  const repeated = header.find((name, i) => position.get(name) !== i)
  if (repeated !== undefined) return wrong(repeated, 'appears twice')
  const fixed = ['query_id', 'category'].findIndex((name, i) => header[i] !== name)
  if (fixed >= 0)
    return wrong(header[fixed] ?? '(none)', `expected ${['query_id', 'category'][fixed]}`)
  const columns: Array<ArmColumns> = []
  for (const name of header.slice(2)) {
    const id = name.slice(0, name.lastIndexOf('.'))
    if (name.endsWith(COST)) {
      if (!position.has(id + SCORE)) return wrong(name, `has no column ${id}${SCORE} beside it`)
      continue
    }
    if (!name.endsWith(SCORE)) return wrong(name, `expected <model>${SCORE} or <model>${COST}`)
    const cost = position.get(id + COST)
    if (cost === undefined) return wrong(name, `has no column ${id}${COST} beside it`)
    columns.push({ id, score: position.get(name) ?? -1, cost })
  }
  return columns.length > 0 ? E.right(columns) : wrong('(header)', 'names no model')
}
