import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { message, type DomainError } from '@stageroute/contracts'

const made: Array<string> = []

afterAll(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

/** A temporary folder with these files, gone after the tests. */
export const folderWith = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'stageroute-datasets-'))
  made.push(folder)
  Object.entries(files).forEach(([name, content]) => writeFileSync(join(folder, name), content))
  return folder
}

export const fileWith = (name: string, content: string | Uint8Array): string =>
  join(folderWith({ [name]: content }), name)

/** What a user reads about a failure, or nothing. */
export const messageOf = (result: E.Either<DomainError, unknown>): string =>
  E.isLeft(result) ? message(result.left) : ''

export const rightOf = <A>(result: E.Either<DomainError, A>): A => {
  if (E.isLeft(result)) throw new Error(message(result.left))
  return result.right
}

const dataRoot =
  process.env['STAGEROUTE_DATA_DIR'] ?? join(__dirname, '..', '..', '..', '..', 'shared', 'data')

/** The folder of real outcome tables, where there is one; none of their rows is part of this repository. */
export const dataFolder = existsSync(dataRoot) ? dataRoot : undefined
