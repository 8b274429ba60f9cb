import type { LiveEvent } from '@stageroute/contracts'
import type { Gateway } from '../gateway'
import { keepAll } from './keep-event'

/** Sees to it that nothing is sent before the mark that covers it is kept, its own or one that another query waits for. */
export interface Covering {
  /** What is being kept, if anything; false where it cannot be. */
  pending: Promise<boolean> | null
}

/** Has everybody wait for something that is being kept. What is kept later is kept after it. */
export const coverBy = (covering: Covering, keeping: Promise<boolean>): void => {
  covering.pending = keeping
  void keeping.then(() => {
    if (covering.pending === keeping) covering.pending = null
  })
}

/** Resolves, at once where no mark is on its way, with whether the query may be sent. */
export const waitForCover = async (
  gateway: Pick<Gateway, 'keeper' | 'clock' | 'covering'>,
  toKeep: LiveEvent | null
): Promise<boolean> => {
  const { covering } = gateway
  if (toKeep !== null) coverBy(covering, keepAll(gateway, [toKeep]))
  if (covering.pending !== null) return covering.pending
  // A mark that could not be kept stands as high all the same, and covers nobody.
  return gateway.keeper.problem() === null
}
