/** Fails a law with its counterexample. */
export const demand = (holds: boolean, what: string, evidence: unknown): void => {
  if (!holds) throw new Error(`${what}: ${JSON.stringify(evidence, readable)}`)
}

/** Typed arrays as lists, and the numbers JSON has no words for. */
const readable = (_key: string, value: unknown): unknown =>
  ArrayBuffer.isView(value)
    ? Array.from(value as Float64Array)
    : typeof value === 'number' && !Number.isFinite(value)
      ? String(value)
      : value

/** Fails a law unless two numbers agree. */
export const demandClose = (
  actual: number,
  expected: number,
  within: number,
  what: string,
  evidence: unknown
): void =>
  demand(
    Math.abs(actual - expected) <= within,
    `${what}: ${actual}, expected ${expected}`,
    evidence
  )
