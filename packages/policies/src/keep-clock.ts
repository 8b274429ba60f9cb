import { invalidSnapshot, isCount } from '@stageroute/estimators'
import { keepNumbers, type Kept } from './kept'

/** Queries so far, and the one for which a level was set last. */
export interface Clock {
  done: number
  setAt: number
}

/** Returns a clock as a part. It comes after what bounds follow from: restoring it sets the level, and takes them anew. */
export const keepClock = (clock: Clock, setLevel: (query: number) => void): Kept =>
  keepNumbers({
    layout: {
      kind: 'clock',
      version: 1,
      figures: ['done', 'setAt'],
      columns: [],
      lengthOf: () => 0
    },
    read: () => ({ figures: { done: clock.done, setAt: clock.setAt }, columns: {} }),
    findProblem: ({ figures: { done = 0, setAt = 0 } }) =>
      isCount(done) && isCount(setAt) && setAt >= 1
        ? undefined
        : invalidSnapshot('figures', 'is no count of queries and the query of a level'),
    write: ({ figures }) => {
      clock.done = figures['done'] ?? 0
      setLevel(figures['setAt'] ?? 1)
    }
  })
