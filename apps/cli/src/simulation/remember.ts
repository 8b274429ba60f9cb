/** Returns a function that makes things by key and remembers the last few; what was used longest ago is forgotten first. */
export const rememberLast = <A, B>(
  size: number,
  keyOf: (from: A) => string,
  make: (from: A) => B
): ((from: A) => B) => {
  const made = new Map<string, B>()
  return (from) => {
    const key = keyOf(from)
    const known = made.get(key)
    const thing = known ?? make(from)
    made.delete(key)
    made.set(key, thing)
    const oldest = made.keys().next()
    if (made.size > size && oldest.done !== true) made.delete(oldest.value)
    return thing
  }
}
