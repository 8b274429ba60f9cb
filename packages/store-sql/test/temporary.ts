import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import type * as TE from 'fp-ts/TaskEither'
import type { StoreFailure } from '@stageroute/store'

const folders: Array<string> = []

afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

/** A file in a folder of its own, gone after the tests. */
export const temporaryFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'stageroute-store-'))
  folders.push(folder)
  return join(folder, 'state.db')
}

export const rightOf = async <A>(task: TE.TaskEither<StoreFailure, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(result.left.problem)
  return result.right
}

export const failureOf = async (
  task: TE.TaskEither<StoreFailure, unknown>
): Promise<StoreFailure> => {
  const result = await task()
  if (E.isRight(result)) throw new Error('it did not fail')
  return result.left
}
