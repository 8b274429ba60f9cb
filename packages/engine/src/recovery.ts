import * as E from 'fp-ts/Either'
import { decodeFrom, LiveEvent, message } from '@stageroute/contracts'
import { bookPast } from './books'
import { learn } from './learn'
import { makeMemory, type Memory } from './memory'
import { restoreMemory } from './memory-snapshot'
import type { EngineSettings } from './settings'

/**
 * Something that was kept, as stores return it.
 *
 * @category memory
 * @since 0.1.0
 */
export interface KeptEvent {
  readonly kind: string
  readonly at: number
  readonly position: number
  readonly body: string
}

/**
 * A memory on its way back, and the first event that could not be read: such a memory is not to be used.
 *
 * @category memory
 * @since 0.1.0
 */
export interface RecoveredMemory {
  readonly memory: Memory
  readonly damage: string | null
}

/**
 * The kind of events that are an engine's; others are somebody else's.
 *
 * @category memory
 * @since 0.1.0
 */
export const engineKind = 'engine'

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/**
 * Returns how a memory comes back from what was kept, as `recover` of `@stageroute/store` takes it.
 *
 * @category memory
 * @since 0.1.0
 */
export const memoryRecovery = (
  settings: EngineSettings
): {
  readonly name: string
  readonly start: () => RecoveredMemory
  readonly restore: (body: string) => E.Either<string, RecoveredMemory>
  readonly apply: (state: RecoveredMemory, event: KeptEvent) => RecoveredMemory
} => ({
  name: engineKind,
  start: () => ({ memory: makeMemory(settings), damage: null }),
  restore: (body) => {
    const restored = restoreMemory(settings, body)
    return E.isRight(restored)
      ? E.right({ memory: restored.right, damage: null })
      : E.left(`${restored.left.field} ${restored.left.problem}`)
  },
  apply: (state, event) => {
    if (event.kind !== engineKind || state.damage !== null) return state
    const read = decodeFrom(LiveEvent, `event ${event.position}`)(parse(event.body))
    if (E.isLeft(read)) return { ...state, damage: message(read.left) }
    const problem = bookPast(state.memory.ledger, read.right)
    if (problem !== null) return { ...state, damage: `event ${event.position}: ${problem}` }
    learn(state.memory, read.right, event.at)
    return state
  }
})
