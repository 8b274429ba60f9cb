import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as E from 'fp-ts/Either'
import type { DomainError } from '@stageroute/contracts'
import type { Simulation } from '../simulation/simulate'
import { drawRegret, drawShares } from './charts'

/** Curve points that a report records per run. */
export const reportPoints = 200

/**
 * Writes a simulation into a folder: `report.json`, `regret.svg`, and `shares-<policy>.svg` per policy. Returns the paths.
 *
 * Errors: `UnreadableFile` when the folder cannot be written.
 */
export const writeReport = (
  folder: string,
  { report, runs, experiment }: Simulation
): E.Either<DomainError, ReadonlyArray<string>> =>
  E.tryCatch(
    () => {
      const { trial, oracle } = experiment
      const files: ReadonlyArray<readonly [name: string, content: string]> = [
        ['report.json', `${JSON.stringify(report, null, 2)}\n`],
        ['regret.svg', drawRegret(runs)],
        ...runs.map((own) => [`shares-${own.policy}.svg`, drawShares(own, trial, oracle)] as const)
      ]
      mkdirSync(folder, { recursive: true })
      return files.map(([name, content]) => {
        const path = join(resolve(folder), name)
        writeFileSync(path, content)
        return path
      })
    },
    (cause): DomainError => ({
      _tag: 'UnreadableFile',
      file: folder,
      problem: `cannot be written (${cause instanceof Error ? cause.message : String(cause)})`
    })
  )
