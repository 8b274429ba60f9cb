/**
 * A property that every implementation of a port must have: `check` returns when it holds and throws, with the counterexample, when
 * it does not.
 *
 * @category law
 * @since 0.1.0
 */
export interface Law {
  readonly name: string
  readonly check: () => void
}
