/** Fails a law with its counterexample. */
export const demand = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what)
}
