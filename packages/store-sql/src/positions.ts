import type { NewEvent } from '@stageroute/store'
import type { Whole } from './tables'

/** An event that is kept, by its key. */
export interface Kept {
  readonly key: string | null
  readonly position: Whole
}

/** The position of each event, and the events that are new: they follow one another behind the last position before. */
export interface Placed {
  readonly positions: ReadonlyArray<number>
  readonly added: ReadonlyArray<NewEvent>
}

/** The keys of events that have one. */
export const keysOf = (events: ReadonlyArray<NewEvent>): ReadonlyArray<string> => {
  const keys: Array<string> = []
  for (const { key } of events) if (key !== null) keys.push(key)
  return keys
}

/** Gives every event that is not kept yet the position behind the last. */
export const placeEvents = (
  events: ReadonlyArray<NewEvent>,
  kept: ReadonlyArray<Kept>,
  last: number
): Placed => {
  const byKey = new Map(kept.map(({ key, position }) => [key, Number(position)]))
  const added: Array<NewEvent> = []
  const positions = events.map((event) => {
    const known = event.key === null ? undefined : byKey.get(event.key)
    if (known !== undefined) return known
    added.push(event)
    const position = last + added.length
    if (event.key !== null) byKey.set(event.key, position)
    return position
  })
  return { positions, added }
}
