import type { LiveEvent } from '@stageroute/contracts'
import { engineKind } from '@stageroute/engine'
import type { Gateway } from '../gateway'

/** Hands an event of the engine to the keeper; resolves when it is kept, with null when it cannot be now. */
export const keepEvent = (
  { keeper, clock }: Pick<Gateway, 'keeper' | 'clock'>,
  event: LiveEvent
): Promise<number | null> =>
  keeper.keep({ kind: engineKind, key: null, at: clock.now(), body: JSON.stringify(event) })

/** Hands events over, in their order; resolves when all of them are kept, with false when one cannot be now. */
export const keepAll = async (
  gateway: Pick<Gateway, 'keeper' | 'clock'>,
  events: ReadonlyArray<LiveEvent>
): Promise<boolean> => {
  const kept = await Promise.all(events.map((event) => keepEvent(gateway, event)))
  return kept.every((position) => position !== null)
}
