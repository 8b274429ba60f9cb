import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { CsvRecord, RowProblem } from './csv-records'

/** Where an arm's score and cost stand in a row. */
export interface ArmColumns {
  readonly id: string
  readonly score: number
  readonly cost: number
}

const KEYS = ['query_id', 'category']
const SCORE = '.score'
const COST = '.cost'

/**
 * Reads the header `query_id,category,<model>.score,<model>.cost,...`, the models' columns in any order. Names are split at their last dot,
 * since model ids contain dots.
 *
 * Errors: the column that is missing, repeated, unknown or unpaired.
 */
export const readHeader = ({
  cells: header
}: CsvRecord): E.Either<RowProblem, ReadonlyArray<ArmColumns>> => {
  const position = new Map(header.map((name, i) => [name, i]))
  return pipe(
    headerProblem(header, position),
    E.map(() =>
      header.flatMap((name, score) => {
        const id = name.slice(0, -SCORE.length)
        return name.endsWith(SCORE) ? [{ id, score, cost: position.get(id + COST) ?? -1 }] : []
      })
    )
  )
}

const headerProblem = (
  header: ReadonlyArray<string>,
  position: ReadonlyMap<string, number>
): E.Either<RowProblem, void> => {
  const wrong = (column: string, problem: string) => E.left({ column, problem })
  const misplaced = KEYS.findIndex((name, i) => header[i] !== name)
  if (misplaced >= 0)
    return wrong(
      header[misplaced] ?? '(none)',
      `expected ${KEYS[misplaced]} in column ${misplaced + 1}`
    )
  const repeated = header.find((name, i) => position.get(name) !== i)
  if (repeated !== undefined) return wrong(repeated, 'appears twice')
  if (header.length === KEYS.length) return wrong('(none)', 'the header names no model')
  for (const name of header.slice(KEYS.length)) {
    const problem = armColumnProblem(name, position)
    if (problem !== undefined) return wrong(name === '' ? '(unnamed)' : name, problem)
  }
  return E.right(undefined)
}

const armColumnProblem = (
  name: string,
  position: ReadonlyMap<string, number>
): string | undefined => {
  const id = name.slice(0, Math.max(0, name.lastIndexOf('.')))
  const suffix = name.slice(id.length)
  if (id === '' || (suffix !== SCORE && suffix !== COST))
    return `expected <model>${SCORE} or <model>${COST}`
  const partner = id + (suffix === SCORE ? COST : SCORE)
  return position.has(partner) ? undefined : `there is no column ${partner} to go with it`
}
