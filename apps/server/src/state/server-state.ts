import { createHash } from 'node:crypto'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import {
  memoryRecovery,
  snapshotMemory,
  type Engine,
  type EngineSettings,
  type Memory,
  type RecoveredMemory
} from '@stageroute/engine'
import { recover, type Store } from '@stageroute/store'
import {
  applyKeyEvent,
  keysKind,
  restoreKeys,
  snapshotKeys,
  type MadeKeys
} from '../keys/key-events'

/** Everything that outlives the process. */
export interface ServerState {
  readonly memory: Memory
  readonly keys: MadeKeys
}

/** Why a state is not to be used. */
export interface StateProblem {
  readonly _tag: 'stateProblem'
  readonly problem: string
}

/** A state as it was, and the snapshots that were refused on the way. */
export interface FoundState extends ServerState {
  readonly position: number
  readonly refused: ReadonlyArray<{ readonly position: number; readonly problem: string }>
}

/** The name of the server's snapshots. */
export const snapshotName = 'server'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Returns the state as a text: a digest, the keys, the memory, a line each. */
export const snapshotState = ({ memory, unkept }: Engine, keys: MadeKeys): string => {
  const state = `${snapshotKeys(keys)}\n${snapshotMemory(memory, unkept)}`
  return `${digest(state)}\n${state}`
}

interface Recovering {
  readonly engine: RecoveredMemory
  readonly keys: MadeKeys
  readonly damage: string | null
}

const restore =
  (settings: EngineSettings) =>
  (body: string): E.Either<string, Recovering> => {
    const state = body.slice(body.indexOf('\n') + 1)
    const [keys = '', memory = ''] = state.split('\n')
    if (body.slice(0, body.indexOf('\n')) !== digest(state))
      return E.left('its checksum is not that of what it holds')
    return pipe(
      E.Do,
      E.bind('keys', () => restoreKeys(keys)),
      E.bind('engine', () => memoryRecovery(settings).restore(memory)),
      E.map((found) => ({ ...found, damage: null }))
    )
  }

/**
 * Returns the state that a store holds: that of the newest snapshot which is as it was kept, and of the events behind it.
 *
 * Errors: what the store says, or the first event that cannot be read.
 */
export const findState = (
  store: Store,
  settings: EngineSettings
): TE.TaskEither<StateProblem, FoundState> => {
  const engine = memoryRecovery(settings)
  return pipe(
    recover<Recovering>(store, {
      name: snapshotName,
      start: () => ({ engine: engine.start(), keys: new Map(), damage: null }),
      restore: restore(settings),
      apply: (state, event) => {
        if (event.kind !== keysKind) return { ...state, engine: engine.apply(state.engine, event) }
        const keys = applyKeyEvent(state.keys, event.body)
        return E.isRight(keys)
          ? { ...state, keys: keys.right }
          : { ...state, damage: state.damage ?? `event ${event.position}: ${keys.left}` }
      }
    }),
    TE.mapLeft(({ problem }): StateProblem => ({ _tag: 'stateProblem', problem })),
    TE.chain(({ state, position, refused }) => {
      const damage = state.damage ?? state.engine.damage
      return damage === null
        ? TE.right({ memory: state.engine.memory, keys: state.keys, position, refused })
        : TE.left({ _tag: 'stateProblem', problem: damage })
    })
  )
}
