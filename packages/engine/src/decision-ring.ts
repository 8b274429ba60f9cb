/**
 * The last answers, of which somebody may still say what they were worth. An answer is found by its number; a newer one takes the place of the oldest.
 *
 * Shape: the arrays are indexed by `number % size`; `number` is -1 where nothing is.
 */
export interface DecisionRing {
  readonly size: number
  readonly number: Float64Array
  readonly arm: Float64Array
  readonly category: Float64Array
  /** The caller, an index of `callers`. */
  readonly caller: Float64Array
  /** What stands for the request that judged it; 0 where nobody has. */
  readonly proof: Float64Array
  readonly callers: Array<string>
}

export const makeDecisionRing = (size: number): DecisionRing => ({
  size,
  number: new Float64Array(size).fill(-1),
  arm: new Float64Array(size),
  category: new Float64Array(size),
  caller: new Float64Array(size),
  proof: new Float64Array(size),
  callers: []
})

const callerIndex = ({ callers }: DecisionRing, caller: string): number => {
  const known = callers.indexOf(caller)
  return known >= 0 ? known : callers.push(caller) - 1
}

/** Puts an answer in. */
export const putDecision = (
  ring: DecisionRing,
  number: number,
  answer: { readonly arm: number; readonly category: number; readonly caller: string }
): void => {
  const slot = number % ring.size
  ring.number[slot] = number
  ring.arm[slot] = answer.arm
  ring.category[slot] = answer.category
  ring.caller[slot] = callerIndex(ring, answer.caller)
  ring.proof[slot] = 0
}

/** Where an answer is, or -1. */
export const slotOf = (ring: DecisionRing, number: number): number => {
  const slot = Number.isSafeInteger(number) && number >= 0 ? number % ring.size : -1
  return slot >= 0 && ring.number[slot] === number ? slot : -1
}

/** The answer that a request judged, -1 where it has judged none. */
export const judgedBy = ({ proof, number }: DecisionRing, given: number): number => {
  const slot = proof.indexOf(given)
  return slot < 0 ? -1 : (number[slot] as number)
}
