import type { LiveEvent } from '@stageroute/contracts'
import { bookPast } from './books'
import { learn } from './learn'
import { findLost, lowerMarks } from './marks'
import type { Memory } from './memory'

/**
 * Takes into account how the process before has ended: what queries may have spent of which it left no record counts as spent. Returns the events, which have
 * been applied.
 *
 * @category memory
 * @since 0.1.0
 */
export const takeOver = (memory: Memory, now: number): ReadonlyArray<LiveEvent> => {
  const lost = findLost(memory)
  for (const event of lost) apply(memory, event, now)
  return lost
}

/**
 * Says that nothing is under way any more, so that the next process takes nothing for lost. Returns the event, which has been applied.
 *
 * @category memory
 * @since 0.1.0
 */
export const handOver = (memory: Memory, now: number): LiveEvent => {
  const event = lowerMarks(memory)
  apply(memory, event, now)
  return event
}

const apply = (memory: Memory, event: LiveEvent, now: number): void => {
  bookPast(memory.ledger, event)
  learn(memory, event, now)
}
