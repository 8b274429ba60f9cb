import type { Ask } from './ask'
import { place, type Draws } from './draws'
import { BROKEN } from './fault'
import { filledFrom } from './filled'
import { loremBytes, loremWords } from './lorem'
import { solve } from './question'
import { LONGEST_ANSWER, type SimulatedModel } from './simulated-model'

/**
 * What a model says, for one choice.
 *
 * - `pieceLength`: characters of the pieces in which it comes, null for words; every word is one token.
 * - `call`: name of the tool whose arguments the text is.
 * - `output`: tokens, those of reasoning among them.
 */
export interface Answer {
  readonly text: string
  readonly pieceLength: number | null
  readonly call: string | null
  readonly isCut: boolean
  readonly output: number
  readonly reasoning: number
}

/** A piece of a text and the tokens it counts as. */
export interface TextPiece {
  readonly text: string
  readonly tokens: number
}

/** Nothing said. */
export const emptyAnswer: Answer = {
  text: '',
  pieceLength: null,
  call: null,
  isCut: false,
  output: 0,
  reasoning: 0
}

const CHARACTERS_PER_TOKEN = 4
/** Long answers come in pieces that are worth their event. */
const LONG_PIECE = 1024

/** A length from a log-normal with the mean and standard deviation asked for. */
const drawLength = (
  { mean, spread }: SimulatedModel['outputTokens'],
  draw: (place: number) => number
): number => {
  if (spread === 0) return Math.max(1, Math.round(mean))
  const variance = Math.log1p((spread / mean) ** 2)
  const normal = Math.sqrt(-2 * Math.log(1 - draw(0))) * Math.cos(2 * Math.PI * draw(1))
  const length = Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * normal)
  return Math.min(LONGEST_ANSWER, Math.max(1, Math.round(length)))
}

/** Where the draws of a choice are that say whether the parts of its answer are right. */
const partPlaces = [2, 4, 5, 6] as const

/** The right numbers, each with a chance of `quality`, else ones that are beside them by 1 to 9. */
const drawNumbers = (
  right: ReadonlyArray<number>,
  quality: number,
  draw: (place: number) => number
): ReadonlyArray<number> =>
  right.map((number, part) => {
    if (quality === 1 || draw(partPlaces[part] ?? 2) < quality) return number
    const step = Math.floor(draw(3) * 18) - 9
    return number + (step < 0 ? step : step + 1)
  })

const jsonText = ({ shape }: Ask, number: number | null, length: number): string => {
  const schema = shape._tag === 'words' ? {} : shape.schema
  if (shape._tag === 'call' || schema['properties'] !== undefined)
    return JSON.stringify(filledFrom(schema, number))
  return JSON.stringify(
    number === null ? { text: loremWords(length).slice(1) } : { answer: number }
  )
}

/** Numbers and words, as many as the text is long. */
const wordsText = (numbers: ReadonlyArray<number>, length: number): string => {
  const told = numbers.slice(0, length)
  return `${told.join(' ')}${loremWords(length - told.length)}`.trimStart()
}

const shapedAnswer = (
  ask: Ask,
  numbers: ReadonlyArray<number>,
  length: number,
  room: number
): Answer => {
  const { shape } = ask
  if (shape._tag === 'words') {
    const tokens = Math.min(length, room)
    const text = tokens === 0 ? '' : wordsText(numbers, tokens)
    return { ...emptyAnswer, text, isCut: tokens < length, output: tokens }
  }
  const whole = jsonText(ask, numbers[0] ?? null, length)
  const text = whole.slice(0, Math.min(whole.length, room * CHARACTERS_PER_TOKEN))
  return {
    ...emptyAnswer,
    text,
    pieceLength: CHARACTERS_PER_TOKEN,
    call: shape._tag === 'call' ? shape.name : null,
    isCut: text.length < whole.length,
    output: Math.ceil(text.length / CHARACTERS_PER_TOKEN)
  }
}

const hugeAnswer = (bytes: number): Answer => ({
  ...emptyAnswer,
  text: loremBytes(bytes),
  pieceLength: LONG_PIECE,
  output: Math.ceil(bytes / CHARACTERS_PER_TOKEN)
})

/**
 * Returns what a model says to a request, for one choice; the same number of a request gives the same.
 *
 * Cost: at most seven uniform numbers.
 */
export const drawAnswer = (ask: Ask, draws: Draws, request: number, choice: number): Answer => {
  const { figures, fault, most } = ask
  if (fault._tag === 'huge' && choice === 0) return hugeAnswer(fault.count)
  const draw = (at: number): number => draws(request, place.choices + choice * place.perChoice + at)
  const numbers = drawNumbers(solve(ask.lastText), figures.quality, draw)
  const room = most ?? Number.MAX_SAFE_INTEGER
  const thought = fault._tag === 'reasoning' && choice === 0 ? Math.min(fault.count, room) : 0
  const length = Math.max(numbers.length, drawLength(figures.outputTokens, draw))
  const answer = shapedAnswer(ask, numbers, length, room - thought)
  if (thought > 0) return { ...answer, output: answer.output + thought, reasoning: thought }
  return fault._tag === 'invalid-utf8' ? { ...answer, text: BROKEN + answer.text } : answer
}

/** Cuts a text into the pieces in which a stream tells it. */
export function* piecesOf({ text, pieceLength }: Answer): Generator<TextPiece> {
  if (pieceLength === null) {
    for (const [word] of text.matchAll(/\s*\S+/g)) yield { text: word, tokens: 1 }
    return
  }
  for (let at = 0; at < text.length; at += pieceLength) {
    const piece = text.slice(at, at + pieceLength)
    yield { text: piece, tokens: Math.ceil(piece.length / CHARACTERS_PER_TOKEN) }
  }
}
