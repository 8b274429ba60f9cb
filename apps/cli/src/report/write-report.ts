import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import type { DomainError } from '@stageroute/contracts'
import type { Simulation } from '../simulation/simulate'
import { drawRegret, drawShares } from './charts'

/** Curve points that a report records per run. */
export const reportPoints = 200

const reason = (cause: unknown): string =>
  (Object(cause) as Partial<Error>).message ?? String(cause)

/**
 * Makes sure, before anything is played, that a folder can be written to.
 *
 * Errors: `UnreadableFile` naming the folder.
 */
export const openReportFolder = (folder: string): E.Either<DomainError, void> =>
  E.tryCatch(
    () => {
      mkdirSync(folder, { recursive: true })
      accessSync(folder, constants.W_OK)
    },
    (cause): DomainError => ({
      _tag: 'UnreadableFile',
      file: folder,
      problem: `cannot be written to (${reason(cause)})`
    })
  )

/**
 * Writes a simulation into a folder: `report.json`, `regret.svg`, and `shares-<policy>.svg` per policy. Returns the paths.
 *
 * Errors: `RunFailed` when a file cannot be written, such as on a full disk.
 */
export const writeReport = (
  folder: string,
  { report, runs, opened }: Simulation
): E.Either<DomainError, ReadonlyArray<string>> =>
  E.tryCatch(
    () => {
      const { trial, oracle } = opened
      const files: ReadonlyArray<readonly [name: string, content: string]> = [
        ['report.json', `${JSON.stringify(report, null, 2)}\n`],
        ['regret.svg', drawRegret(runs)],
        ...runs.map((own) => [`shares-${own.policy}.svg`, drawShares(own, trial, oracle)] as const)
      ]
      return files.map(([name, content]) => {
        const path = join(folder, name)
        writeFileSync(path, content)
        return path
      })
    },
    (cause): DomainError => ({
      _tag: 'RunFailed',
      what: 'writing the report',
      problem: reason(cause)
    })
  )
