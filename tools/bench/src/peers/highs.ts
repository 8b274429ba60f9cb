import * as E from 'fp-ts/Either'
import type { SolverResult } from '@stageroute/optimizer'
import {
  loadHighsSolver,
  loadHighsSolverWithin,
  type HighsSolver
} from '@stageroute/optimizer-highs'
import type { Peer } from './peer'

const need = <A>(loaded: E.Either<{ readonly problem: string }, A>): A => {
  if (E.isLeft(loaded)) throw new Error(loaded.left.problem)
  return loaded.right
}

/** HiGHS without a limit of ours. */
export const loadHighs = async (): Promise<HighsSolver> => need(await loadHighsSolver())

/** The optimum, or NaN. */
export const optimumOf = ({ termination, objective }: SolverResult): number =>
  termination._tag === 'optimal' ? objective : Number.NaN

/** HiGHS, one-shot: the program goes in, is solved and leaves. Its limit is that of the instance. */
export const loadHighsPeer = async (seconds: number): Promise<Peer> => {
  const solver = need(await loadHighsSolverWithin({ seconds })())
  return {
    name: 'highs',
    state: (program) => {
      const isMixed = program.isInteger.includes(1)
      return () => optimumOf(isMixed ? solver.solveMip(program) : solver.solveLp(program))
    }
  }
}
