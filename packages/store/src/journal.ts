import * as E from 'fp-ts/Either'
import type { NewEvent, Store, StoreFailure } from './store'

/**
 * Keeps events one at a time for their callers, and many at a time for the store: what comes while the store is busy waits, and is then kept together.
 *
 * @category journal
 * @since 0.1.0
 */
export interface Journal {
  /** Resolves with the position of the event when the store has kept it, or with why it has not. Never rejects. */
  readonly keep: (event: NewEvent) => Promise<E.Either<StoreFailure, number>>
  /** Resolves when everything that was handed in before has been kept or refused. */
  readonly settled: () => Promise<void>
  /** Events that wait, those under way included. */
  readonly pending: () => number
}

interface Waiting {
  readonly event: NewEvent
  readonly answer: (result: E.Either<StoreFailure, number>) => void
}

/**
 * Returns the journal of a store, in which at most so many events wait: more are refused at once as `full`, before memory is.
 *
 * Cost: one append at a time, of all that has come by then; what a slow disk costs is shared by as many.
 *
 * @category journal
 * @since 0.1.0
 * @example
 * import { makeJournal, makeMemoryStore } from '@stageroute/store'
 *
 * const journal = makeJournal(makeMemoryStore(), 10_000)
 * const kept = journal.keep({ kind: 'answered', key: null, at: 0, body: '{}' })
 * journal.pending() // => 1
 * void kept.then((position) => position) // { _tag: 'Right', right: 1 }
 */
export const makeJournal = (store: Pick<Store, 'append'>, mostPending: number): Journal => {
  let waiting: Array<Waiting> = []
  let underWay = 0
  let run: Promise<void> = Promise.resolve()
  let isRunning = false
  const work = async (): Promise<void> => {
    // Everything that is handed in within the same turn goes along.
    await Promise.resolve()
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      underWay = batch.length
      const result = await append(store, batch)
      underWay = 0
      batch.forEach(({ answer }, i) => answer(E.isLeft(result) ? result : positionAt(result, i)))
    }
    isRunning = false
  }
  return {
    keep: (event) => {
      if (waiting.length + underWay >= mostPending)
        return Promise.resolve(
          E.left({ _tag: 'full', problem: `${mostPending} events wait to be kept` })
        )
      return new Promise((answer) => {
        waiting.push({ event, answer })
        if (isRunning) return
        isRunning = true
        run = work()
      })
    },
    settled: async () => {
      while (isRunning) await run
    },
    pending: () => waiting.length + underWay
  }
}

/** A store that breaks its promise and rejects is one that cannot be used. */
const append = async (
  store: Pick<Store, 'append'>,
  batch: ReadonlyArray<Waiting>
): Promise<E.Either<StoreFailure, ReadonlyArray<number>>> => {
  try {
    return await store.append(batch.map(({ event }) => event))()
  } catch (error) {
    return E.left({ _tag: 'unusable', problem: String(error) })
  }
}

const positionAt = (
  { right }: E.Right<ReadonlyArray<number>>,
  place: number
): E.Either<StoreFailure, number> => {
  const position = right[place]
  return position === undefined
    ? E.left({ _tag: 'unusable', problem: 'the store told too few positions' })
    : E.right(position)
}
