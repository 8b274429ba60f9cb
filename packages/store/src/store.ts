import type * as TE from 'fp-ts/TaskEither'

/**
 * Something that happened, to be kept.
 *
 * - `key`: an event whose key is kept already is not kept again; null for one that may be repeated.
 * - `body`: a text, JSON as a rule. The store does not look into it.
 *
 * Unit: `at` in milliseconds since 1970.
 *
 * @category store
 * @since 0.1.0
 */
export interface NewEvent {
  readonly kind: string
  readonly key: string | null
  readonly at: number
  readonly body: string
}

/**
 * An event that is kept, at a position that rises from 1 on without gaps.
 *
 * @category store
 * @since 0.1.0
 */
export interface StoredEvent extends NewEvent {
  readonly position: number
}

/**
 * What a state was when all events up to a position had been applied.
 *
 * @category store
 * @since 0.1.0
 */
export interface StoredSnapshot {
  readonly position: number
  readonly body: string
}

/**
 * Which events are old: those at a position before `before` that happened earlier than `earlierThan`.
 *
 * - `most`: so many of the oldest are looked at.
 *
 * Unit: `earlierThan` in milliseconds since 1970.
 *
 * @category store
 * @since 0.1.0
 */
export interface OldEvents {
  readonly before: number
  readonly earlierThan: number
  readonly most: number
}

/**
 * Why a store did not do what it was asked. Nothing was changed.
 *
 * - `full`: there is no room.
 * - `unusable`: it cannot be read or written as it is.
 *
 * @category store
 * @since 0.1.0
 */
export interface StoreFailure {
  readonly _tag: 'full' | 'unusable'
  readonly problem: string
}

/**
 * The memory of a running policy: a list of events that grows at its end, and snapshots by name.
 *
 * What a returned task promises is kept, as the store defines it: it survives the end of the process.
 *
 * @category store
 * @since 0.1.0
 */
export interface Store {
  /** Keeps all of the events, in their order, or none. Returns the position of each, for one that is kept already that of the first time. */
  readonly append: (
    events: ReadonlyArray<NewEvent>
  ) => TE.TaskEither<StoreFailure, ReadonlyArray<number>>
  /** Returns the events behind a position, in their order, at most so many. */
  readonly read: (
    after: number,
    most: number
  ) => TE.TaskEither<StoreFailure, ReadonlyArray<StoredEvent>>
  /**
   * Forgets events that are old, with their keys, and returns how many. The last event of all is never forgotten, and positions go on as if all were
   * there. What is before the oldest snapshot is needed by nobody who recovers.
   */
  readonly forget: (old: OldEvents) => TE.TaskEither<StoreFailure, number>
  /** Keeps a snapshot beside the two newest before it; older ones are forgotten. */
  readonly putSnapshot: (
    name: string,
    snapshot: StoredSnapshot
  ) => TE.TaskEither<StoreFailure, void>
  /** Returns the snapshots of a name, the newest first. */
  readonly snapshots: (name: string) => TE.TaskEither<StoreFailure, ReadonlyArray<StoredSnapshot>>
  readonly close: () => Promise<void>
}

/**
 * Snapshots of a name that are kept: where the last one cannot be used, one before it can.
 *
 * @category store
 * @since 0.1.0
 */
export const keptSnapshots = 3
