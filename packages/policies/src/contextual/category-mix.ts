import * as E from 'fp-ts/Either'
import { invariant, tolerance } from '@stageroute/numeric'
import { solveContextualSimplex, type ContextualSimplex } from '@stageroute/optimizer'
import { keepColumn } from '../keep-column'
import type { Kept } from '../kept'

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
 * Shape: `mix` is indexed by arm from `offset` on, `share` by position in `open`.
 */
export const scaleToOpenInto = (
  share: Float64Array,
  open: ReadonlyArray<number>,
  mix: Float64Array,
  offset: number
): boolean => {
  let sum = 0
  for (const arm of open) sum += mix[offset + arm] as number
  if (sum <= tolerance.share) return false
  for (let i = 0; i < open.length; i++)
    share[i] = (mix[offset + (open[i] as number)] as number) / sum
  return true
}

/** A mix per category, kept until it is solved anew. */
export const keepMixes = (mixes: Float64Array): Kept =>
  keepColumn('mixes', mixes, {
    isGood: (mass) => mass >= 0 && mass <= 1 + tolerance.share,
    problem: 'is no share'
  })
