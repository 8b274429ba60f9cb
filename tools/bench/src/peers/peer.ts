import type { MixedIntegerProgram } from '@stageroute/optimizer'

/** A program in a solver's own words. It answers the optimum, or NaN when the solver gave none within the time it was allowed. */
export type Stated = () => number

/** Another solver. Stating a program is not timed, solving it is: a stated program may be solved again and starts cold each time. */
export interface Peer {
  readonly name: string
  readonly state: (program: MixedIntegerProgram, seconds: number) => Stated
}
