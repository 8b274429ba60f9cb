import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type * as t from 'io-ts'
import { decodeJson, message, type DomainError } from '@stageroute/contracts'
import { writeWhole } from '../planning/write-file'

/** A document that is kept under its hash. */
interface Kept {
  readonly hash: string
}

/** Documents by hash, one file each, below one folder. */
export interface RunStore {
  /** What is kept under a hash; null where nothing is, or nothing that can be used, of which a remark is made. */
  readonly read: <A extends Kept>(codec: t.Type<A, unknown>, hash: string) => A | null
  readonly write: <A extends Kept>(
    codec: t.Type<A, unknown>,
    document: A
  ) => E.Either<DomainError, void>
}

/** Leading digits of a hash that name the sub-folder: thousands of files in one are slow to list. */
const SHARD_DIGITS = 2

/** Opens a store in a folder, which is made with the first document. */
export const openRunStore = (folder: string, note: (text: string) => void): RunStore => {
  const fileOf = (hash: string): string => join(folder, hash.slice(0, SHARD_DIGITS), `${hash}.json`)
  return {
    read: (codec, hash) => {
      const file = fileOf(hash)
      if (!existsSync(file)) return null
      const found = pipe(
        readText(file),
        E.chain(decodeJson(codec, file)),
        E.filterOrElse(
          (document) => document.hash === hash,
          (document): DomainError => ({
            _tag: 'UnreadableFile',
            file,
            problem: `holds another run, ${document.hash}`
          })
        )
      )
      if (E.isRight(found)) return found.right
      note(`stageroute: ignored ${message(found.left)}`)
      return null
    },
    write: (codec, document) => {
      const file = fileOf(document.hash)
      return pipe(
        makeFolder(dirname(file)),
        E.chain(() => writeWhole(file, `${JSON.stringify(codec.encode(document))}\n`))
      )
    }
  }
}

const reason = (cause: unknown): string =>
  (Object(cause) as Partial<Error>).message ?? String(cause)

const readText = (file: string): E.Either<DomainError, string> =>
  E.tryCatch(
    () => readFileSync(file, 'utf8'),
    (cause): DomainError => ({ _tag: 'UnreadableFile', file, problem: reason(cause) })
  )

const makeFolder = (folder: string): E.Either<DomainError, void> =>
  E.tryCatch(
    () => void mkdirSync(folder, { recursive: true }),
    (cause): DomainError => ({
      _tag: 'RunFailed',
      what: `making ${folder}`,
      problem: reason(cause)
    })
  )
