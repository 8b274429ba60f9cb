import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'
import type { TextFeatures } from '@stageroute/estimators'
import type { QueryFeatures } from '@stageroute/simulator'
import { visitRecords, type RowProblem } from './csv-records'

/**
 * Reads the text of a query file, `query_id,category,prompt` in any order of columns, and returns the features of the prompts of some queries, in their
 * order. Prompts themselves are not kept.
 *
 * Errors: `InvalidRow` for a header without `query_id` or `prompt`, a row of another length or a query that appears twice; `UnreadableFile` where a
 *   query has no row.
 *
 * @category reading
 * @since 0.1.0
 */
export const readQueryFeatures = (
  file: string,
  text: string,
  queryIds: ReadonlyArray<string>,
  features: TextFeatures
): E.Either<DomainError, QueryFeatures> => {
  const { dimension } = features
  const values = new Float64Array(queryIds.length * dimension)
  const places = new Map(queryIds.map((id, place) => [id, place]))
  const seen = new Set<string>()
  let columns: QueryColumns | undefined
  const read = visitRecords(file, text, ({ cells }) => {
    if (columns === undefined) {
      columns = {
        id: cells.indexOf('query_id'),
        prompt: cells.indexOf('prompt'),
        width: cells.length
      }
      return findNoColumn(columns)
    }
    const id = cells[columns.id] ?? ''
    if (cells.length !== columns.width)
      return { column: '(row)', problem: `${cells.length} cells, the header has ${columns.width}` }
    if (seen.has(id)) return { column: 'query_id', problem: `"${id}" appears twice` }
    seen.add(id)
    const place = places.get(id)
    if (place === undefined) return undefined
    features.writeInto(
      cells[columns.prompt] ?? '',
      values.subarray(place * dimension, (place + 1) * dimension)
    )
    return undefined
  })
  return pipe(
    read,
    E.chain(() => {
      const missing = queryIds.find((id) => !seen.has(id))
      return missing === undefined
        ? E.right({ dimension, values })
        : E.left({ _tag: 'UnreadableFile', file, problem: `no row for query "${missing}"` })
    })
  )
}

interface QueryColumns {
  readonly id: number
  readonly prompt: number
  readonly width: number
}

const findNoColumn = ({ id, prompt }: QueryColumns): RowProblem | undefined => {
  if (id < 0) return { column: 'query_id', problem: 'is not in the header' }
  return prompt < 0 ? { column: 'prompt', problem: 'is not in the header' } : undefined
}
