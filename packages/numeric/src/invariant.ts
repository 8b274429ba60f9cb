/**
 * Throws when a condition that the code itself guarantees does not hold: a thrown error is a bug, never bad input.
 *
 * @category guard
 * @since 0.1.0
 */
export function invariant(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`invariant violated: ${what}`)
}
