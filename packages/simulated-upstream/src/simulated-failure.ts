/**
 * Why a simulated upstream did not start.
 *
 * @category upstream
 * @since 0.1.0
 */
export type SimulatedFailure =
  | { readonly _tag: 'invalidSettings'; readonly field: string; readonly problem: string }
  | {
      readonly _tag: 'cannotListen'
      readonly host: string
      readonly port: number
      readonly problem: string
    }

export const invalid = (field: string, problem: string): SimulatedFailure => ({
  _tag: 'invalidSettings',
  field,
  problem
})

/** The failure in one line. */
export const sayFailure = (failure: SimulatedFailure): string =>
  failure._tag === 'invalidSettings'
    ? `${failure.field}: ${failure.problem}`
    : `cannot listen at ${failure.host}:${failure.port}: ${failure.problem}`
