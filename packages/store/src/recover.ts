import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import type { Store, StoreFailure, StoredEvent, StoredSnapshot } from './store'

/**
 * How a state comes from a store.
 *
 * @category recovery
 * @since 0.1.0
 */
export interface Recovery<S> {
  /** The name of its snapshots. */
  readonly name: string
  /** The state before the first event. */
  readonly start: () => S
  /** Reads a snapshot, or says why it cannot be used: bad sums, figures that cannot be, another version. */
  readonly restore: (body: string) => E.Either<string, S>
  /** The state with one more event; it may be the same object, changed. */
  readonly apply: (state: S, event: StoredEvent) => S
}

/**
 * A state as it was, the position of the last event in it, and the snapshots that were refused on the way.
 *
 * @category recovery
 * @since 0.1.0
 */
export interface Recovered<S> {
  readonly state: S
  readonly position: number
  readonly refused: ReadonlyArray<{ readonly position: number; readonly problem: string }>
}

/** Events that are read at a time. */
const PAGE = 1000

/**
 * Returns a state as it was when the last event had been applied: the newest snapshot that can be used, and the events behind it; all events where none can.
 *
 * Errors: the store's, and `unusable` where an event is missing. A snapshot that is refused is none: it is told, and an older one is taken.
 *
 * @category recovery
 * @since 0.1.0
 */
export const recover = <S>(
  store: Pick<Store, 'read' | 'snapshots'>,
  recovery: Recovery<S>
): TE.TaskEither<StoreFailure, Recovered<S>> =>
  pipe(
    store.snapshots(recovery.name),
    TE.map((snapshots) => newestUsable(snapshots, recovery)),
    TE.chain((found) => replay(store, recovery, found))
  )

const newestUsable = <S>(
  snapshots: ReadonlyArray<StoredSnapshot>,
  { restore, start }: Recovery<S>
): Recovered<S> => {
  const refused: Array<Recovered<S>['refused'][number]> = []
  for (const { position, body } of snapshots) {
    const restored = restore(body)
    if (E.isRight(restored)) return { state: restored.right, position, refused }
    refused.push({ position, problem: restored.left })
  }
  return { state: start(), position: 0, refused }
}

/** Without an event the state would be another one. */
const missing = (position: number): StoreFailure => ({
  _tag: 'unusable',
  problem: `event ${position} is missing`
})

const replay = <S>(
  store: Pick<Store, 'read'>,
  recovery: Recovery<S>,
  found: Recovered<S>
): TE.TaskEither<StoreFailure, Recovered<S>> => {
  return async () => {
    let { state, position } = found
    for (;;) {
      const page = await store.read(position, PAGE)()
      if (E.isLeft(page)) return page
      for (const event of page.right) {
        if (event.position !== position + 1) return E.left(missing(position + 1))
        state = recovery.apply(state, event)
        position = event.position
      }
      if (page.right.length < PAGE) return E.right({ ...found, state, position })
    }
  }
}
