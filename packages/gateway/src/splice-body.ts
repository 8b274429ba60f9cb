import { viewOf } from './bytes'
import type { Fields } from './fields'

const KEY = '"model"'

/** Names that decide what a request may cost. One that is there twice has a value to us and maybe another one to an upstream. */
const decisive = [
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'n',
  'stream',
  'stream_options'
] as const

/** Whether a name that was read is there twice; one that was not is not there at all, unless its letters are escaped. */
const isTwice = (bytes: Buffer, fields: Fields, name: string): boolean => {
  if (fields[name] === undefined) return false
  const key = `"${name}"`
  return bytes.indexOf(key, bytes.indexOf(key) + key.length) >= 0
}
const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const OPEN = 0x7b

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d

const skipSpace = (bytes: Buffer, from: number): number => {
  let at = from
  while (isSpace(bytes[at])) at++
  return at
}

/** Where the text value of the only key of this name begins, its quote included, and ends; null where there is not exactly one. */
const findValue = (bytes: Buffer): { readonly from: number; readonly to: number } | null => {
  const key = bytes.indexOf(KEY)
  if (key < 0 || bytes.indexOf(KEY, key + KEY.length) >= 0) return null
  const colon = skipSpace(bytes, key + KEY.length)
  if (bytes[colon] !== COLON) return null
  const from = skipSpace(bytes, colon + 1)
  if (bytes[from] !== QUOTE) return null
  const to = bytes.indexOf(QUOTE, from + 1)
  // A name with an escape in it is not worth understanding.
  return to < 0 || bytes.subarray(from, to).includes(BACKSLASH) ? null : { from, to: to + 1 }
}

/**
 * Returns a JSON object with another value of its key `model`, and with more fields in front, every other byte as it was: numbers keep their digits, and nothing
 * is written anew that was read already. Null where that cannot be told from the bytes: a name that matters is there more than once, or letters of keys may be
 * escaped.
 *
 * Requires: bytes that are a JSON object with these fields, and a text as its `model`.
 * Cost: some searches of the bytes, and a copy.
 */
export const spliceBody = (
  body: Uint8Array,
  fields: Fields,
  model: string,
  more: string
): Uint8Array | null => {
  const bytes = viewOf(body)
  if (bytes.includes('\\u00') || decisive.some((name) => isTwice(bytes, fields, name))) return null
  const value = findValue(bytes)
  const open = skipSpace(bytes, 0)
  if (value === null || bytes[open] !== OPEN) return null
  return Buffer.concat([
    bytes.subarray(0, open + 1),
    Buffer.from(more),
    bytes.subarray(open + 1, value.from),
    Buffer.from(JSON.stringify(model)),
    bytes.subarray(value.to)
  ])
}
