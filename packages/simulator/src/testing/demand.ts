/** Throws with the counterexample when a law does not hold. */
export const demand = (holds: boolean, counterexample: () => string): void => {
  if (!holds) throw new Error(counterexample())
}
