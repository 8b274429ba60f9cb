import type { ServerResponse } from 'node:http'
import type { Sheet } from './account'
import type { Course } from './distort'
import type { Piece } from './piece'

/** Pieces that are due at once are written together, up to this many characters. */
const LONGEST_BATCH = 65_536

/**
 * Writes an answer piece by piece, at its pace and no faster than the client reads, until it ends or the client goes away. The head is written with the first
 * piece.
 */
export const deliver = (
  response: ServerResponse,
  head: ReadonlyArray<string>,
  { pieces, encoding, ending, mayCatchUp }: Course,
  sheet: Sheet
): void => {
  let timer: NodeJS.Timeout | undefined
  let held: Piece | undefined
  let due = performance.now()
  // Nothing drains, and so nothing flows, once the client has gone.
  response.once('close', () => clearTimeout(timer))
  const next = (): Piece | undefined => {
    const result = pieces.next()
    if (result.done === true) return undefined
    due = (mayCatchUp ? due : performance.now()) + result.value.waitMs
    return result.value
  }
  const end = (batch: string): void => {
    if (ending === 'hang') {
      if (batch !== '') response.write(batch, encoding)
      return
    }
    sheet.settle('answered')
    if (ending === 'end') return void response.end(batch, encoding)
    response.write(batch, encoding, () => {
      sheet.seal()
      response.destroy()
    })
  }
  const pause = (batch: string): void => {
    const hasRoom = batch === '' || response.write(batch, encoding)
    if (hasRoom) timer = setTimeout(flow, due - performance.now())
    else response.once('drain', flow)
  }
  const flow = (): void => {
    let batch = ''
    for (;;) {
      const piece = held ?? next()
      held = undefined
      if (piece === undefined) return end(batch)
      if (piece.waitMs > 0 && due > performance.now()) {
        held = piece
        return pause(batch)
      }
      batch += piece.text
      sheet.use(piece)
      if (batch.length < LONGEST_BATCH) continue
      if (!response.write(batch, encoding)) return void response.once('drain', flow)
      batch = ''
    }
  }
  response.writeHead(200, [...head])
  flow()
}
