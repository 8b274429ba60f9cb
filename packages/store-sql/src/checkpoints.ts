import * as E from 'fp-ts/Either'
import type Database from 'libsql'
import type { Aside } from './aside'

/** What writes the log of a file into the file, beside the one connection that writes: it waits for the disk, and no answer should. */
export interface Checkpoints {
  /** Has to be told of about how many pages were written. */
  readonly written: (pages: number) => void
  /** Begins where that is worthwhile. Only right after a commit that has surely added to the log: see {@link makeCheckpoints}. */
  readonly begin: () => void
  /** Resolves when the log is in the file and only the writer has it open. Never rejects. */
  readonly close: () => Promise<void>
}

/** Pages of the log that are worth writing, and of a log that must not grow any more. */
export interface LogPages {
  readonly worthwhile: number
  readonly tooMany: number
}

const usually: LogPages = { worthwhile: 1000, tooMany: 10_000 }

/**
 * Returns the checkpoints of a file, of which the writer makes none by itself from then on.
 *
 * SQLite before 3.51.3 can lose pages when a checkpoint begins while all of the log is in the file already, and the writer begins the log anew at that very
 * moment (https://sqlite.org/wal.html#walresetbug). Here that cannot be: a checkpoint begins after a commit that no other has seen, so that the log is not in
 * the file, and before it is, the writer does not begin it anew.
 */
export const makeCheckpoints = (
  writer: Database.Database,
  aside: Aside,
  { worthwhile, tooMany }: LogPages = usually
): Checkpoints => {
  writer.exec('PRAGMA wal_autocheckpoint = 0')
  let pages = 0
  let underWay: Promise<void> | undefined
  const work = async (): Promise<void> => {
    const log = await aside.checkpoint()
    // Where commits never pause, there is always something left in the log, and it only grows: then the writer pauses, and writes the rest itself.
    if (E.isLeft(log) || log.right >= tooMany) checkpoint(writer)
    underWay = undefined
  }
  return {
    written: (added) => {
      pages += added
    },
    begin: () => {
      if (pages < worthwhile || underWay !== undefined) return
      pages = 0
      underWay = work()
    },
    close: async () => {
      await underWay
      checkpoint(writer)
      aside.close()
    }
  }
}

/** One that fails leaves the log to the next. */
const checkpoint = (writer: Database.Database): void => {
  E.tryCatch(() => writer.exec('PRAGMA wal_checkpoint(PASSIVE)'), String)
}
