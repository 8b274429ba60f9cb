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

/** What waits to be kept, and why it cannot be at the moment. */
interface Queue {
  readonly waiting: Array<Waiting>
  problem: StoreFailure | null
}

/** Returns the keeper of a store. `onProblem` hears when it begins to fail, and, with null, when it works again. */
export const makeKeeper = (
  store: Pick<Store, 'append'>,
  onProblem: (problem: StoreFailure | null) => void
): Keeper => {
  const queue: Queue = { waiting: [], problem: null }
  const { waiting } = queue
  let handed = 0
  let run: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  let isStopped = false
  const appendAll = async (): Promise<void> => {
    while (waiting.length > 0 && (await appendOnce(store, queue, onProblem)));
  }
  const work = async (): Promise<void> => {
    // What is handed in by everybody whose turn it is goes along: they share one write.
    await new Promise(setImmediate)
    await appendAll()
    run = null
    if (waiting.length > 0 && timer === null)
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
        const isFailing = queue.problem !== null
        waiting.push({ event, answer: isFailing ? null : answer })
        if (isFailing) answer(null)
        else run ??= work()
      }),
    problem: () => queue.problem,
    pending: () => waiting.length,
    handed: () => handed,
    stop: async () => {
      if (timer !== null) clearTimeout(timer)
      while (run !== null) await run
      if (timer !== null) clearTimeout(timer)
      await appendAll()
      isStopped = true
      return waiting.length
    }
  }
}

/** Appends what has waited longest; false where the store fails. */
const appendOnce = async (
  store: Pick<Store, 'append'>,
  queue: Queue,
  onProblem: (problem: StoreFailure | null) => void
): Promise<boolean> => {
  const { waiting } = queue
  const setProblem = (found: StoreFailure | null): void => {
    if (found?.problem === queue.problem?.problem) return
    queue.problem = found
    onProblem(found)
  }
  const batch = waiting.slice(0, MOST_AT_ONCE)
  const kept = await appendTo(store, batch)
  if (E.isLeft(kept)) {
    setProblem(kept.left)
    for (const one of waiting) tell(one, null)
    return false
  }
  setProblem(null)
  waiting.splice(0, batch.length)
  batch.forEach((one, i) => tell(one, kept.right[i] ?? null))
  return true
}

const tell = (one: Waiting, position: number | null): void => {
  one.answer?.(position)
  one.answer = null
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
