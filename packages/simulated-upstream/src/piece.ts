/**
 * A part of an answer on its way to the socket.
 *
 * - `role`: what comes before the text, the text, what closes it.
 * - `output`, `reasoning`: tokens that are used once it is written.
 * - `waitMs`: after the piece before.
 */
export interface Piece {
  readonly text: string
  readonly role: 'opening' | 'text' | 'closing'
  readonly output: number
  readonly reasoning: number
  readonly tellsUsage: boolean
  readonly waitMs: number
}

/** A piece that closes an answer, and tells what it used or does not. */
export const closingPiece = (text: string, tellsUsage = false): Piece => ({
  text,
  role: 'closing',
  output: 0,
  reasoning: 0,
  tellsUsage,
  waitMs: 0
})

/** A piece with so many tokens of reasoning, which come before all text. */
export const openingPiece = (text: string, reasoning = 0): Piece => ({
  text,
  role: 'opening',
  output: reasoning,
  reasoning,
  tellsUsage: false,
  waitMs: 0
})

/** A piece with text of the answer. */
export const textPiece = (text: string, output: number, waitMs: number): Piece => ({
  text,
  role: 'text',
  output,
  reasoning: 0,
  tellsUsage: false,
  waitMs
})
