import { renameSync, rmSync, writeFileSync } from 'node:fs'
import * as E from 'fp-ts/Either'
import type { DomainError } from '@stageroute/contracts'

/**
 * Writes a text to a file so that the file holds either what it held or all of the text, whatever happens: to another one beside it, which then
 * takes its place.
 *
 * Errors: `RunFailed` when it cannot be written, such as on a full disk.
 */
export const writeWhole = (file: string, text: string): E.Either<DomainError, void> => {
  const draft = `${file}.${process.pid}.tmp`
  return E.tryCatch(
    () => {
      try {
        writeFileSync(draft, text, { flag: 'wx' })
        renameSync(draft, file)
      } finally {
        rmSync(draft, { force: true })
      }
    },
    (cause): DomainError => ({
      _tag: 'RunFailed',
      what: `writing ${file}`,
      problem: (Object(cause) as Partial<Error>).message ?? String(cause)
    })
  )
}
