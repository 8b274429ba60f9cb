import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  addWord,
  checksumOf,
  invalidSnapshot,
  makeChecksum,
  type InvalidSnapshot
} from '@stageroute/estimators'
import { restoreParts, snapshotParts } from '@stageroute/policies'
import { makeMemory, type Memory } from './memory'
import { memoryParts } from './memory-parts'
import type { EngineSettings } from './settings'

const NAME = 'engine'

const checksum = (text: string): number => {
  const sum = makeChecksum()
  addWord(sum, text)
  return checksumOf(sum)
}

/**
 * Returns a memory as a text to keep. Queries under way, of which `underWay` has the number by account, are not part of it.
 *
 * Cost: O(models categories + answers that await a judgement).
 *
 * @category memory
 * @since 0.1.0
 */
export const snapshotMemory = (
  memory: Memory,
  underWay: ReadonlyMap<string, number> = new Map()
): string => {
  const state = JSON.stringify(snapshotParts(NAME, memoryParts(memory, underWay)))
  return `${checksum(state)} ${state}`
}

const parse = (text: string): E.Either<InvalidSnapshot, unknown> =>
  E.tryCatch(
    () => JSON.parse(text) as unknown,
    () => invalidSnapshot('(whole document)', 'is no JSON')
  )

/**
 * Returns the memory of a snapshot, or says what is wrong with it: another checksum, a figure out of bounds, settings of another engine.
 *
 * @category memory
 * @since 0.1.0
 */
export const restoreMemory = (
  settings: EngineSettings,
  text: string
): E.Either<InvalidSnapshot, Memory> => {
  const cut = text.indexOf(' ')
  const state = text.slice(cut + 1)
  if (cut < 0 || text.slice(0, cut) !== String(checksum(state)))
    return E.left(invalidSnapshot('checksum', 'is not that of the document'))
  const memory = makeMemory(settings)
  return pipe(
    parse(state),
    E.chain((document) => restoreParts(NAME, memoryParts(memory, new Map()), document)),
    E.map(() => memory)
  )
}
