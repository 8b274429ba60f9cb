const LOOK_MS = 5

/** Resolves with a value as soon as there is one: for what comes to pass beside the requests of a test. */
export const until = async <A>(look: () => Promise<A | null> | A | null): Promise<A> => {
  for (;;) {
    const found = await look()
    if (found !== null) return found
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}
