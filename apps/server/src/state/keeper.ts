import * as E from 'fp-ts/Either'
import type { NewEvent, Store, StoreFailure } from '@stageroute/store'

/**
 * Writes down what happened, in the order in which it did: many events at a time when they come fast, and again later when the store cannot take them.
 */
export interface Keeper {
  /** Resolves with the position of the event when it is kept; with null when it cannot be now. It is then kept later, in its place. */
  readonly keep: (event: NewEvent) => Promise<number | null>
  /** Why nothing can be kept at the moment, or null. */
  readonly problem: () => StoreFailure | null
  /** Events that are not kept yet. */
  readonly pending: () => number
  /** Events that were handed in so far. */
  readonly handed: () => number
  /** Tries once more to keep everything, and stops: what is handed in afterwards is not kept. Events that could not be kept are counted. */
  readonly stop: () => Promise<number>
}

interface Waiting {
  readonly event: NewEvent
  /** Called once, with the position or null. */
  answer: ((position: number | null) => void) | null
}

/** How long it is waited before a store that failed is tried again, milliseconds. */
const AGAIN_MS = 500

/** Events that are appended together at most. */
const MOST_AT_ONCE = 2000

/** Returns the keeper of a store. `onProblem` hears when it begins to fail, and, with null, when it works again. */
export const makeKeeper = (
  store: Pick<Store, 'append'>,
  onProblem: (problem: StoreFailure | null) => void
): Keeper => {
  const queue: Array<Waiting> = []
  let problem: StoreFailure | null = null
  let handed = 0
  let run: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  let isStopped = false
  const setProblem = (found: StoreFailure | null): void => {
    if (found?.problem === problem?.problem) return
    problem = found
    onProblem(found)
  }
  const appendOnce = async (): Promise<boolean> => {
    const batch = queue.slice(0, MOST_AT_ONCE)
    const kept = await appendTo(store, batch)
    if (E.isLeft(kept)) {
      setProblem(kept.left)
      for (const waiting of queue) tell(waiting, null)
      return false
    }
    setProblem(null)
    queue.splice(0, batch.length)
    batch.forEach((waiting, i) => tell(waiting, kept.right[i] ?? null))
    return true
  }
  const work = async (): Promise<void> => {
    // What is handed in within the same turn goes along.
    await Promise.resolve()
    while (queue.length > 0 && (await appendOnce()));
    run = null
    if (queue.length > 0 && timer === null)
      timer = setTimeout(() => {
        timer = null
        run ??= work()
      }, AGAIN_MS)
  }
  return {
    keep: (event) =>
      new Promise((answer) => {
        // Nobody would ever keep it.
        if (isStopped) return answer(null)
        handed++
        queue.push({ event, answer: problem === null ? answer : null })
        if (problem !== null) answer(null)
        else run ??= work()
      }),
    problem: () => problem,
    pending: () => queue.length,
    handed: () => handed,
    stop: async () => {
      if (timer !== null) clearTimeout(timer)
      while (run !== null) await run
      if (timer !== null) clearTimeout(timer)
      while (queue.length > 0 && (await appendOnce()));
      isStopped = true
      return queue.length
    }
  }
}

const tell = (waiting: Waiting, position: number | null): void => {
  waiting.answer?.(position)
  waiting.answer = null
}

/** A store that breaks its promise and rejects is one that cannot be used. */
const appendTo = async (
  store: Pick<Store, 'append'>,
  batch: ReadonlyArray<Waiting>
): Promise<E.Either<StoreFailure, ReadonlyArray<number>>> => {
  try {
    return await store.append(batch.map(({ event }) => event))()
  } catch (error) {
    return E.left({ _tag: 'unusable', problem: String(error) })
  }
}
