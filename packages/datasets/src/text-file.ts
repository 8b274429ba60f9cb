import { existsSync, readFileSync, statSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'

/** The largest table we know of has 4 MB. */
const LARGEST_TEXT = 128_000_000

const unreadable = (file: string, problem: string): DomainError => ({
  _tag: 'UnreadableFile',
  file,
  problem
})

/** What Node throws has these; `instanceof Error` is not asked, as it fails across realms. */
interface Failure {
  readonly message?: string
  readonly code?: string
}

const failure = (cause: unknown): Failure => Object(cause) as Failure

/**
 * Returns a file's text, decompressed when its name ends in `.gz`, without its byte order mark.
 *
 * Errors: `UnreadableFile` when it does not exist, cannot be read, is a truncated or damaged gzip, is not UTF-8, or holds more than
 *   `largestBytes` when decompressed, so that a small gzip cannot fill the memory.
 *
 * @category reading
 * @since 0.1.0
 */
export const readTextFile = (
  file: string,
  largestBytes: number = LARGEST_TEXT
): E.Either<DomainError, string> =>
  pipe(
    checkSize(file, largestBytes),
    E.chain(() => readBytes(file)),
    E.chain((bytes) => (file.endsWith('.gz') ? unzip(file, bytes, largestBytes) : E.right(bytes))),
    E.filterOrElse(
      (bytes) => bytes.length <= largestBytes,
      () => tooLarge(file, largestBytes)
    ),
    E.chain((bytes) => decode(file, bytes))
  )

const tooLarge = (file: string, largestBytes: number): DomainError =>
  unreadable(file, `holds more than ${largestBytes} bytes of text`)

/** A file that is too large is refused before it is read; pipes have no size to tell, and what cannot be asked cannot be read either. */
const checkSize = (file: string, largestBytes: number): E.Either<DomainError, void> =>
  regularSize(file) > largestBytes ? E.left(tooLarge(file, largestBytes)) : E.right(undefined)

const regularSize = (file: string): number =>
  pipe(
    E.tryCatch(
      () => statSync(file),
      () => undefined
    ),
    E.match(
      () => 0,
      (stats) => (stats.isFile() ? stats.size : 0)
    )
  )

const readBytes = (file: string): E.Either<DomainError, Uint8Array> =>
  E.tryCatch(
    () => readFileSync(file),
    (cause) =>
      unreadable(
        file,
        existsSync(file) ? `cannot be read (${failure(cause).message})` : 'no such file'
      )
  )

const unzip = (
  file: string,
  bytes: Uint8Array,
  largestBytes: number
): E.Either<DomainError, Uint8Array> =>
  E.tryCatch(
    () => gunzipSync(bytes, { maxOutputLength: largestBytes }),
    (cause) =>
      failure(cause).code === 'ERR_BUFFER_TOO_LARGE'
        ? tooLarge(file, largestBytes)
        : unreadable(file, `damaged or truncated gzip (${failure(cause).message})`)
  )

const decode = (file: string, bytes: Uint8Array): E.Either<DomainError, string> =>
  E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    () => unreadable(file, 'not UTF-8 text')
  )

/**
 * Returns the first of `name` and `name.gz` that exists in a folder.
 *
 * Errors: `UnreadableFile` naming both.
 *
 * @category reading
 * @since 0.1.0
 */
export const plainOrGzip = (path: string): E.Either<DomainError, string> => {
  const found = [path, `${path}.gz`].find((file) => existsSync(file))
  return found === undefined
    ? E.left(unreadable(path, 'no such file, nor with .gz'))
    : E.right(found)
}
