import { keepFigure } from '../keep-figure'
import type { Kept } from '../kept'

/** Queries after which mixes are solved anew at the latest; at a stage's start after 1, 2, 4 and so on. */
const LATEST = 64

/** When things that are too slow for every query are done. */
export interface Turns {
  readonly beginStage: () => void
  /** Counts a query, and says whether mixes are to be solved anew for it. */
  readonly isDue: () => boolean
  /** Does something whenever the queries have doubled since it was last done. */
  readonly learnWhenDue: (query: number, learn: () => void) => void
  readonly parts: ReadonlyArray<Kept>
}

export const makeTurns = (): Turns => {
  const at = { sinceStage: 0, due: 0, learnedAt: 1 }
  const keep = (name: keyof typeof at): Kept =>
    keepFigure(
      name,
      [0, Number.MAX_SAFE_INTEGER],
      () => at[name],
      (kept) => void (at[name] = kept)
    )
  return {
    beginStage: () => {
      at.sinceStage = 0
      at.due = 0
    },
    isDue: () => {
      const isDue = at.sinceStage >= at.due
      if (isDue) at.due = at.sinceStage + Math.min(LATEST, Math.max(1, at.sinceStage))
      at.sinceStage++
      return isDue
    },
    learnWhenDue: (query, learn) => {
      if (query < 2 * at.learnedAt) return
      at.learnedAt = query
      learn()
    },
    parts: [keep('sinceStage'), keep('due'), keep('learnedAt')]
  }
}
