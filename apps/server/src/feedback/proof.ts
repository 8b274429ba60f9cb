import { createHash } from 'node:crypto'

/** Bytes of a digest that fit a whole number exactly. */
const BYTES = 6

/** A whole number above 0 that stands for a request: for who made it, the name that they gave it, and which of its judgements it is. */
export const proofOf = (caller: string, name: string, part: number): number =>
  1 +
  createHash('sha256')
    .update(JSON.stringify([caller, name, part]))
    .digest()
    .readUIntBE(0, BYTES)
