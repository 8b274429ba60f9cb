/** Throws what a law's counterexample is. */
export const expectThat = (holds: boolean, counterexample: () => string): void => {
  if (!holds) throw new Error(counterexample())
}
