import * as E from 'fp-ts/Either'
import { findBadEntry, invalidSnapshot } from '@stageroute/estimators'
import { invariant, tolerance } from '@stageroute/numeric'
import { solveContextualSimplex, type ContextualSimplex } from '@stageroute/optimizer'
import { keepNumbers, type Kept } from '../kept'

/**
 * Returns the best mixes by category; where capacities fall short, every arm at its capacity in every category.
 *
 * Shape: context-major, as in the programme.
 */
export const bestMixes = (program: ContextualSimplex): Float64Array => {
  const answer = solveContextualSimplex(program)
  invariant(E.isRight(answer), 'pooled bounds state a valid programme')
  const { right: mix } = answer
  return mix._tag === 'capacityInfeasible'
    ? Float64Array.from(program.reward, (_, cell) => program.capacity[cell % program.size] ?? 0)
    : mix.share
}

/**
 * Writes the part of a mix that goes to open arms, scaled to all of a query; false, and nothing written, where none of it does.
 *
 * Shape: `mix` is indexed by arm, `share` by position in `open`.
 */
export const scaleToOpenInto = (
  share: Float64Array,
  open: ReadonlyArray<number>,
  mix: Float64Array
): boolean => {
  let sum = 0
  for (const arm of open) sum += mix[arm] as number
  if (sum <= tolerance.share) return false
  for (let i = 0; i < open.length; i++) share[i] = (mix[open[i] as number] as number) / sum
  return true
}

/** A mix per category, kept until it is solved anew. */
export const keepMixes = (mixes: ReadonlyArray<Float64Array>): Kept =>
  keepNumbers({
    layout: {
      kind: 'mixes',
      version: 1,
      figures: ['length'],
      columns: ['share'],
      lengthOf: ({ length }) => length ?? 0
    },
    read: () => {
      const share = Float64Array.from(mixes.flatMap((mix) => [...mix]))
      return { figures: { length: share.length }, columns: { share } }
    },
    findProblem: (snapshot) => {
      const length = mixes.reduce((sum, mix) => sum + mix.length, 0)
      return snapshot.figures['length'] === length
        ? findBadEntry(snapshot, 'share', (mass) => mass >= 0 && mass <= 1, 'is no share')
        : invalidSnapshot('figures.length', 'is that of other arms or categories')
    },
    write: ({ columns: { share = [] } }) =>
      mixes.forEach((mix, g) => mix.set(share.slice(g * mix.length, (g + 1) * mix.length)))
  })
