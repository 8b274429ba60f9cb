/**
 * What is known of a query's text, as numbers of about unit length: the features of linear and hierarchical estimators, behind a constant one. Embeddings that
 * a caller brings are another one of these.
 *
 * @category text
 * @since 0.1.0
 */
export interface TextFeatures {
  readonly dimension: number
  /**
   * Writes the features of a text.
   *
   * Shape: `out` has `dimension` entries.
   */
  readonly writeInto: (text: string, out: Float64Array) => void
}

/** Characters of a text that are looked at; what comes after them changes its manner little. */
const LOOKED_AT = 4096

/** Classes of characters by code: what class a character of ASCII is of; all others are letters without case. */
const classes = { other: 0, digit: 1, upper: 2, lower: 3, mark: 4, sign: 5, bracket: 6, line: 7 }

const classOf = new Uint8Array(128)
const enter = (characters: string, kind: number): void => {
  for (const character of characters) classOf[character.charCodeAt(0)] = kind
}
enter('0123456789', classes.digit)
enter('ABCDEFGHIJKLMNOPQRSTUVWXYZ', classes.upper)
enter('abcdefghijklmnopqrstuvwxyz', classes.lower)
enter('.,;:!?', classes.mark)
enter('=+*^\\/<>$%|~', classes.sign)
enter('(){}[]_', classes.bracket)
enter('\n', classes.line)

/** Shares of characters at which a feature is 1: they are rarely above. */
const FULL = {
  digit: 1 / 8,
  sign: 1 / 25,
  upper: 1 / 8,
  mark: 1 / 12,
  bracket: 1 / 20,
  line: 1 / 40
}
/** The length of a word, and of a text as its logarithm, at which a feature is 1. */
const LONG = { word: 10, text: 10 } as const

/**
 * The manner of a text, by eight numbers from 0 to 1: how much of it are digits, signs of formulas and code, capitals, punctuation, brackets and line ends;
 * how long it is and its words are. They tell sums from essays and code from talk, in any language that is written with these signs.
 *
 * Cost: one pass over at most 4,096 characters, some 20 microseconds; no allocation.
 *
 * @category text
 * @since 0.1.0
 * @example
 * import { mannerOfText } from '@stageroute/estimators'
 *
 * const out = new Float64Array(mannerOfText.dimension)
 * mannerOfText.writeInto('What is 17 * 3 + 4?', out)
 * Array.from(out, (value) => Number(value.toFixed(2))) // => [1, 1, 0.42, 0.63, 0, 0.3, 0.3, 0]
 */
export const mannerOfText: TextFeatures = {
  dimension: 8,
  writeInto: (text, out) => {
    counts.fill(0)
    const words = countInto(text)
    const length = Math.min(text.length, LOOKED_AT)
    const letters = (counts[classes.upper] as number) + (counts[classes.lower] as number)
    out[0] = partOf(classes.digit, FULL.digit, length)
    out[1] = partOf(classes.sign, FULL.sign, length)
    out[2] = partOf(classes.upper, FULL.upper, length)
    out[3] = partOf(classes.mark, FULL.mark, length)
    out[4] = partOf(classes.bracket, FULL.bracket, length)
    out[5] = Math.min(1, Math.log1p(text.length) / LONG.text)
    out[6] = words > 0 ? Math.min(1, letters / words / LONG.word) : 0
    out[7] = partOf(classes.line, FULL.line, length)
  }
}

/** Buffer: characters of each class. */
const counts = new Float64Array(8)

/** Counts the characters of each class and returns how many words of unaccented letters there are. */
const countInto = (text: string): number => {
  const length = Math.min(text.length, LOOKED_AT)
  let words = 0
  let isInWord = false
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    const kind = code < 128 ? (classOf[code] as number) : classes.other
    counts[kind]!++
    const isLetter = kind === classes.upper || kind === classes.lower
    if (isLetter && !isInWord) words++
    isInWord = isLetter
  }
  return words
}

const partOf = (kind: number, full: number, length: number): number =>
  length > 0 ? Math.min(1, (counts[kind] as number) / length / full) : 0
