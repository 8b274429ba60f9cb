import type { Compilable, Kysely } from 'kysely'
import type Database from 'libsql'
import type { NewEvent } from '@stageroute/store'
import { keysOf, placeEvents, type Kept, type Placed } from './positions'
import { eventParameters, insertEvents, selectKeys, selectLast } from './queries'
import type { Tables } from './tables'
import { allOrNothing } from './transaction'

/** Appends all of the events, in their order, or none, and returns where they are. Throws what the database throws. */
export type Append = (events: ReadonlyArray<NewEvent>) => Placed

/** Rows that a statement takes: each is written and prepared once, so that there are few. The last is one, so that nothing is left over. */
const ROWS = [32, 8, 1] as const

const someEvent: NewEvent = { kind: '', key: '', at: 0, body: '' }

/**
 * Returns what appends to a file to which nobody else does. Its statements are prepared once, and the last position is remembered for as long as appending
 * succeeds.
 */
export const makeAppend = (database: Database.Database, db: Kysely<Tables>): Append => {
  const prepare = (query: Compilable) => database.prepare(query.compile().sql)
  const inserting = ROWS.map((rows) =>
    prepare(insertEvents(db, Array<NewEvent>(rows).fill(someEvent), 0))
  )
  const finding = ROWS.map((rows) => prepare(selectKeys(db, Array<string>(rows).fill(''))))
  const ending = prepare(selectLast(db))
  const findKept = (keys: ReadonlyArray<string>): ReadonlyArray<Kept> => {
    const kept: Array<Kept> = []
    inParts(keys, (part, _, place) => {
      kept.push(...((finding[place]?.all(part) ?? []) as ReadonlyArray<Kept>))
    })
    return kept
  }
  const findLast = (): number =>
    (ending.all([]) as ReadonlyArray<{ readonly last: number | null }>)[0]?.last ?? 0
  let known: number | undefined
  return (events) => {
    const before = known
    known = undefined
    const { placed, start } = allOrNothing(database, () => {
      const start = before ?? findLast()
      const placed = placeEvents(events, findKept(keysOf(events)), start)
      inParts(placed.added, (part, from, place) =>
        inserting[place]?.run(eventParameters(part, start + from))
      )
      return { placed, start }
    })
    known = start + placed.added.length
    return placed
  }
}

/** Goes through items in parts of as many as there are statements for: each with where it begins, and the place of its number in {@link ROWS}. */
const inParts = <A>(
  items: ReadonlyArray<A>,
  each: (part: ReadonlyArray<A>, from: number, place: number) => void
): void => {
  let from = 0
  ROWS.forEach((rows, place) => {
    for (; from + rows <= items.length; from += rows)
      each(items.slice(from, from + rows), from, place)
  })
}
