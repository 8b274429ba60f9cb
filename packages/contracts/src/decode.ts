import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type * as t from 'io-ts'
import type { DomainError } from './error'

/** `problem.capacity[3]` for the context of a failed decoding, without the codec's own root name. */
const fieldPath = (context: t.Context): string => {
  // Members of intersections and unions look at the same value again; their positions are no fields of it.
  const keys = context
    .slice(1)
    .filter(({ actual }, i) => actual !== context[i]?.actual)
    .map(({ key }) => key)
  const path = keys.reduce((sofar, key) => sofar + (/^\d+$/.test(key) ? `[${key}]` : `.${key}`), '')
  return path === '' ? '(whole document)' : path.replace(/^\./, '')
}

const SHOWN_LENGTH = 60

/** What is nested deeper than the engine can follow is told as that. */
const write = (value: unknown): string => {
  try {
    return JSON.stringify(value)
  } catch {
    return 'a value nested too deeply'
  }
}

/** A message is one line, however long the value is that it complains about. */
const show = (value: unknown): string => {
  if (value === undefined) return 'missing'
  const text = typeof value === 'object' || typeof value === 'string' ? write(value) : String(value)
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}...` : text
}

const describe = (failure: t.ValidationError): string => {
  const expected = failure.context[failure.context.length - 1]?.type.name ?? 'another value'
  return failure.message ?? `${show(failure.value)}, expected ${expected}`
}

/**
 * Decodes a value that came from outside, or says which field of which source is wrong.
 *
 * Errors: `InvalidField` for the first offending field.
 *
 * @category wall
 * @since 0.1.0
 * @example
 * import { Count, decodeFrom } from '@stageroute/contracts'
 *
 * decodeFrom(Count, 'stages')(4)._tag // => 'Right'
 * decodeFrom(Count, 'stages')(0) // => { _tag: 'Left', left: { _tag: 'InvalidField', source: 'stages', field: '(whole document)', problem: '0, expected an integer of at least 1' } }
 */
export const decodeFrom =
  <A, O>(codec: t.Type<A, O>, source: string) =>
  (value: unknown): E.Either<DomainError, A> =>
    pipe(
      codec.decode(value),
      E.mapLeft((failures): DomainError => {
        const first = failures[0]
        return first === undefined
          ? { _tag: 'InvalidField', source, field: '(whole document)', problem: 'not decodable' }
          : {
              _tag: 'InvalidField',
              source,
              field: fieldPath(first.context),
              problem: describe(first)
            }
      })
    )

/** How engines end a message with the place where they stopped; elsewhere the same words may be quoted from the text. */
const POSITION = /JSON at position (\d+)( \(line \d+ column \d+\))?$/

/** `, line 3` where the engine tells where it stopped: by position, or at the end of the text. Some of its messages quote the place instead. */
const brokenLine = (source: string, reason: string): string => {
  const position = POSITION.exec(reason)
  if (position === null && !reason.startsWith('Unexpected end of JSON')) return ''
  const read = position === null ? source : source.slice(0, Number(position[1]))
  return `, line ${read.split('\n').length}`
}

const notJson = (source: string, text: string, cause: unknown): DomainError => {
  const reason = (Object(cause) as Partial<Error>).message ?? String(cause)
  return {
    _tag: 'UnreadableFile',
    file: source,
    problem: `not JSON${brokenLine(text, reason)} (${reason})`
  }
}

/**
 * Parses a JSON text and decodes it. Of fields named twice the last one counts, as in every JSON parser.
 *
 * Errors: `UnreadableFile` when the text is not JSON, else as {@link decodeFrom}.
 *
 * @category wall
 * @since 0.1.0
 */
export const decodeJson =
  <A, O>(codec: t.Type<A, O>, source: string) =>
  (text: string): E.Either<DomainError, A> =>
    pipe(
      E.tryCatch(
        (): unknown => JSON.parse(text),
        (cause) => notJson(source, text, cause)
      ),
      E.chain(decodeFrom(codec, source))
    )
