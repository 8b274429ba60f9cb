import { viewOf } from './bytes'

const LF = 10
const CR = 13

/**
 * Cuts a stream of bytes into server-sent events, wherever its chunks begin and end: in the middle of a character, a line end or a line.
 *
 * @category stream
 * @since 0.1.0
 */
export interface EventSplitter {
  /**
   * Takes the next chunk and calls back with every event that is complete by then, as it was sent, the blank line at its end included. What is called back with
   * is a view that stays as it is. False, for good, when an event is longer than allowed.
   */
  readonly push: (chunk: Uint8Array, onEvent: (event: Uint8Array) => void) => boolean
  /** Bytes of an event that has begun and not ended. */
  readonly pending: () => number
}

/**
 * Returns a splitter that holds at most `longest` bytes.
 *
 * Cost: O(bytes); copies only what an event shares with the chunk before.
 *
 * @category stream
 * @since 0.1.0
 * @example
 * import { eventText, makeEventSplitter } from '@stageroute/gateway'
 *
 * const splitter = makeEventSplitter(1_000_000)
 * const seen: Array<string | null> = []
 * splitter.push(Buffer.from('data: 1\n\nda'), (event) => seen.push(eventText(event))) // => true
 * splitter.push(Buffer.from('ta: 2\r\n\r\n'), (event) => seen.push(eventText(event))) // => true
 * seen // => ['1', '2']
 */
export const makeEventSplitter = (longest: number): EventSplitter => {
  let tail = nothing
  let isTooLong = false
  return {
    push: (chunk, onEvent) => {
      if (isTooLong) return false
      const held = tail.end - tail.start
      tail = append(tail, viewOf(chunk))
      const bytes = tail.store.subarray(tail.start, tail.end)
      // A line end may have been cut: the last bytes that were held are looked at again.
      let from = Math.max(0, held - 3)
      let start = 0
      for (let end = endOfEvent(bytes, from); end >= 0; end = endOfEvent(bytes, from)) {
        onEvent(bytes.subarray(start, end))
        start = end
        from = end
      }
      tail = { ...tail, start: tail.start + start }
      isTooLong = tail.end - tail.start > longest
      return !isTooLong
    },
    pending: () => tail.end - tail.start
  }
}

/** What has come and is not called back yet: bytes from `start` to `end` of a store, which may have room behind them. */
interface Tail {
  readonly store: Buffer
  readonly start: number
  readonly end: number
}

const nothing: Tail = { store: Buffer.alloc(0), start: 0, end: 0 }

/** An event that comes in many chunks is copied a few times, not with every chunk: its store grows as it does. Nothing before `end` is ever written again. */
const append = ({ store, start, end }: Tail, chunk: Buffer): Tail => {
  const held = end - start
  if (held === 0) return { store: chunk, start: 0, end: chunk.length }
  if (store.length - end >= chunk.length) {
    chunk.copy(store, end)
    return { store, start, end: end + chunk.length }
  }
  const length = held + chunk.length
  const grown = Buffer.allocUnsafe(held > chunk.length ? 2 * length : length)
  store.copy(grown, 0, start, end)
  chunk.copy(grown, held)
  return { store: grown, start: 0, end: length }
}

/** Where the line end at a place ends; -1 where it cannot be told yet, as a line feed may follow. */
const endOfLineEnd = (bytes: Buffer, at: number): number => {
  if (bytes[at] === LF) return at + 1
  if (at + 1 === bytes.length) return -1
  return bytes[at + 1] === LF ? at + 2 : at + 1
}

const isLineEnd = (byte: number | undefined): boolean => byte === LF || byte === CR

/** Where the first event that ends at or after a place ends, behind its blank line; -1 where none does yet. */
const endOfEvent = (bytes: Buffer, from: number): number => {
  for (let at = from; at < bytes.length; at++) {
    if (!isLineEnd(bytes[at])) continue
    const next = endOfLineEnd(bytes, at)
    if (next < 0) return -1
    // A blank line at the very start is an event of nothing.
    if (at === 0) return next
    if (next < bytes.length && isLineEnd(bytes[next])) return endOfBlankLine(bytes, next)
    at = next - 1
  }
  return -1
}

/** A carriage return at the end is taken to be the whole line end: a line feed that follows it is an event of nothing. */
const endOfBlankLine = (bytes: Buffer, at: number): number => {
  const end = endOfLineEnd(bytes, at)
  return end < 0 ? at + 1 : end
}

/**
 * Returns the data of an event, its lines joined; null for an event without any, as comments are.
 *
 * @category stream
 * @since 0.1.0
 */
export const eventText = (event: Uint8Array): string | null => {
  const bytes = viewOf(event)
  return isOneLine(bytes)
    ? bytes.toString('utf8', DATA.length, bytes.length - 2)
    : linesText(bytes.toString('utf8'))
}

/** What nearly every event begins with. */
const DATA = Buffer.from('data: ')

/** Whether an event is one line of data and nothing else, as nearly all of them are. */
const isOneLine = (bytes: Buffer): boolean => {
  const end = bytes.length - 2
  if (end < DATA.length || bytes[end] !== LF || bytes[end + 1] !== LF) return false
  for (let i = 0; i < DATA.length; i++) if (bytes[i] !== DATA[i]) return false
  return bytes.indexOf(LF) === end && !bytes.includes(CR)
}

const linesText = (text: string): string | null => {
  const lines = text.split(/\r\n|\n|\r/).flatMap((line) => {
    const found = /^\ufeff?data(?::\x20?(.*))?$/s.exec(line)
    return found === null ? [] : [found[1] ?? '']
  })
  return lines.length === 0 ? null : lines.join('\n')
}

/** Whether an event is named `error`. */
export const isErrorEvent = (event: Uint8Array): boolean => {
  const bytes = viewOf(event)
  return (
    !isOneLine(bytes) &&
    bytes.includes('event') &&
    /^\ufeff?event:\x20?error$/m.test(bytes.toString('utf8'))
  )
}

/**
 * Returns an event with a name, or without where it is empty, as bytes.
 *
 * Requires: data without line ends, as JSON is.
 *
 * @category stream
 * @since 0.1.0
 */
export const writeEvent = (name: string, data: string): Uint8Array =>
  Buffer.from(name === '' ? `data: ${data}\n\n` : `event: ${name}\ndata: ${data}\n\n`)
