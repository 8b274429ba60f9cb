import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'

/** A decompressed file larger than this is refused: a small gzip must not fill the memory. */
const LARGEST_TEXT = 1 << 29

const unreadable = (file: string, problem: string): DomainError => ({
  _tag: 'UnreadableFile',
  file,
  problem
})

const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

/**
 * Returns a file's text, decompressed when its name ends in `.gz`.
 *
 * Errors: `UnreadableFile` when it does not exist, cannot be read, is a truncated or damaged gzip, or is not UTF-8.
 *
 * @category reading
 * @since 0.1.0
 */
export const readTextFile = (file: string): E.Either<DomainError, string> =>
  pipe(
    E.tryCatch(
      () => readFileSync(file),
      (cause) =>
        unreadable(file, existsSync(file) ? `cannot be read (${reason(cause)})` : 'no such file')
    ),
    E.chain((bytes) =>
      E.tryCatch(
        () => (file.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: LARGEST_TEXT }) : bytes),
        (cause) => unreadable(file, `damaged or truncated gzip (${reason(cause)})`)
      )
    ),
    E.chain((bytes) =>
      E.tryCatch(
        () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
        () => unreadable(file, 'not UTF-8 text')
      )
    )
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
