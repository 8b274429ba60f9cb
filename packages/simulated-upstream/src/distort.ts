import type { Fault } from './fault'
import { closingPiece, type Piece } from './piece'
import { envelopeOf, problemOf } from './problem'

/**
 * How an answer is put on the wire.
 *
 * - `encoding`: `latin1` where a text stands for bytes.
 * - `ending`: after the last piece the answer ends, stays open, or its socket is destroyed.
 * - `mayCatchUp`: pieces that are late may leave together.
 */
export interface Course {
  readonly pieces: Iterator<Piece>
  readonly encoding: 'utf8' | 'latin1'
  readonly ending: 'end' | 'hang' | 'destroy'
  readonly mayCatchUp: boolean
}

function* take(pieces: Iterable<Piece>, count: number): Generator<Piece> {
  let left = count
  for (const piece of pieces) {
    if (left-- === 0) return
    yield piece
  }
}

function* withoutClosing(pieces: Iterable<Piece>): Generator<Piece> {
  for (const piece of pieces) if (piece.role !== 'closing') yield piece
}

/** Slices of the bytes of pieces: the first slice of each is what uses tokens, the last what tells. */
function* slices(
  pieces: Iterable<Piece>,
  waitMs: number,
  nextLength: () => number
): Generator<Piece> {
  for (const piece of pieces) {
    const bytes = Buffer.from(piece.text).toString('latin1')
    for (let at = 0; at < bytes.length;) {
      const end = at + nextLength()
      yield {
        ...piece,
        text: bytes.slice(at, end),
        waitMs: at === 0 ? piece.waitMs + waitMs : waitMs,
        output: at === 0 ? piece.output : 0,
        reasoning: at === 0 ? piece.reasoning : 0,
        tellsUsage: end >= bytes.length && piece.tellsUsage
      }
      at = end
    }
  }
}

const BYTE_MS = 20
/** Long enough for the slice before to leave by itself. */
const SLICE_MS = 1
const LONGEST_SLICE = 100

const slowly = (pieces: Iterable<Piece>): Generator<Piece> => slices(pieces, BYTE_MS, () => 1)

/** Slices of random lengths, by numbers uniform in [0, 1). */
const inSlices = (pieces: Iterable<Piece>, draw: () => number): Generator<Piece> =>
  slices(pieces, SLICE_MS, () => 1 + Math.floor(draw() * LONGEST_SLICE))

/** Line ends that are allowed and rare, and comments between events. */
function* oddly(pieces: Iterable<Piece>): Generator<Piece> {
  for (const piece of pieces)
    yield { ...piece, text: `: still here\r\n\r\n${piece.text.replaceAll('\n', '\r\n')}` }
}

const errorText = envelopeOf(problemOf(500))

function* withError(pieces: Iterable<Piece>, isNamed: boolean): Generator<Piece> {
  yield* take(pieces, ERROR_AFTER)
  yield closingPiece(
    isNamed
      ? 'event: error\ndata: {"type":"error","sequence_number":2,"code":"server_error","message":"simulated: status 500","param":null}\n\n'
      : `data: ${errorText}\n\n`
  )
}

const STOP_AFTER = 3
const ERROR_AFTER = 2

const garbage = '<html>this is no JSON</html>'

const course = (
  pieces: Iterator<Piece>,
  ending: Course['ending'] = 'end',
  encoding: Course['encoding'] = 'utf8'
): Course => ({ pieces, ending, encoding, mayCatchUp: true })

const oneByOne = (pieces: Iterator<Piece>): Course => ({
  pieces,
  ending: 'end',
  encoding: 'latin1',
  mayCatchUp: false
})

/** What a fault makes of a stream. */
export const distortStream = (
  fault: Fault,
  pieces: Generator<Piece>,
  isNamed: boolean,
  draw: () => number
): Course => {
  switch (fault._tag) {
    case 'hang-mid':
      return course(take(pieces, STOP_AFTER), 'hang')
    case 'reset-mid':
      return course(take(pieces, STOP_AFTER), 'destroy')
    case 'truncate':
      return course(withoutClosing(pieces))
    case 'error-event':
      return course(withError(pieces, isNamed))
    case 'garbage':
      return course([closingPiece(`data: ${garbage}\n\n`)].values())
    case 'slow':
      return oneByOne(slowly(pieces))
    case 'odd-chunks':
      return oneByOne(inSlices(oddly(pieces), draw))
    case 'invalid-utf8':
      return course(pieces, 'end', 'latin1')
    default:
      return course(pieces)
  }
}

const half = (whole: Piece): Piece => ({
  ...whole,
  text: whole.text.slice(0, Math.ceil(whole.text.length / 2)),
  tellsUsage: false
})

/** What a fault makes of an answer in one piece; null where it leaves it whole. */
export const distortBody = (fault: Fault, whole: Piece, draw: () => number): Course | null => {
  const one = (piece: Piece): IterableIterator<Piece> => [piece].values()
  switch (fault._tag) {
    case 'hang-mid':
      return course(one(half(whole)), 'hang')
    case 'reset-mid':
      return course(one(half(whole)), 'destroy')
    case 'truncate':
      return course(one(half(whole)))
    case 'error-event':
      return course(one(closingPiece(errorText)))
    case 'garbage':
      return course(one(closingPiece(garbage)))
    case 'slow':
      return oneByOne(slowly([whole]))
    case 'odd-chunks':
      return oneByOne(inSlices([whole], draw))
    case 'invalid-utf8':
      return course(one(whole), 'end', 'latin1')
    default:
      return null
  }
}
