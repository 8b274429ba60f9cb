import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as t from 'io-ts'
import { ArmSpec, decodeJson, type DomainError } from '@stageroute/contracts'
import { mannerOfText } from '@stageroute/estimators'
import {
  completeTable,
  makeLoggedReplay,
  makePublishedFigures,
  type Environment,
  type OutcomeTable,
  type QueryFeatures
} from '@stageroute/simulator'
import { routerbench } from './figures/routerbench'
import { rowsOfHalf, splitHalf, type Half } from './half'
import { parseOutcomes, type OutcomeRows } from './outcome-table'
import { readQueryFeatures } from './query-features'
import { plainOrGzip, readTextFile } from './text-file'

/**
 * A data set ready to be played, and what is worth knowing about how it was read. `table` is absent for published figures.
 *
 * @category dataset
 * @since 0.1.0
 */
export interface Dataset {
  readonly environment: Environment
  readonly table: OutcomeTable | null
  readonly filledCells: number
  readonly leftOut: ReadonlyArray<string>
}

/**
 * The data sets that travel with the project, by name.
 *
 * @category dataset
 * @since 0.1.0
 */
export const bundledDatasets = {
  routerbench: 'RouterBench: published figures of 11 models on 36,497 queries'
} as const

/**
 * Opens a bundled data set by name, or a folder with `outcomes.csv[.gz]` and `models.json`; where it has `queries.csv[.gz]` too, queries have features of
 * their texts. `FOLDER@a` and `FOLDER@b` are two halves of its queries, told apart by a hash of their ids.
 *
 * Errors: `UnknownName` for a name that is neither; else what reading the files finds, by file, line and column.
 *
 * @category dataset
 * @since 0.1.0
 */
export const openDataset = (nameOrFolder: string): E.Either<DomainError, Dataset> => {
  if (nameOrFolder === 'routerbench') {
    const environment = makePublishedFigures(routerbench)
    return E.right({ environment, table: null, filledCells: 0, leftOut: [] })
  }
  const { name, half } = existsSync(nameOrFolder)
    ? { name: nameOrFolder, half: null }
    : splitHalf(nameOrFolder)
  return existsSync(name)
    ? openFolder(name, half)
    : E.left({
        _tag: 'UnknownName',
        kind: 'data set',
        name: nameOrFolder,
        known: [...Object.keys(bundledDatasets), 'or the path of an existing folder']
      })
}

const openFolder = (folder: string, half: Half | null): E.Either<DomainError, Dataset> =>
  pipe(
    E.Do,
    E.bind('outcomesFile', () => plainOrGzip(join(folder, 'outcomes.csv'))),
    E.bind('text', ({ outcomesFile }) => readTextFile(outcomesFile)),
    E.bind('rows', ({ outcomesFile, text }) => parseOutcomes(outcomesFile, text)),
    E.map(({ rows, ...read }) => ({
      ...read,
      rows: half === null ? rows : rowsOfHalf(rows, half)
    })),
    E.bind('models', () => readModels(join(folder, 'models.json'))),
    E.bind('features', ({ rows }) => featuresOf(join(folder, 'queries.csv'), rows)),
    E.chain(({ rows, models, features }) => toDataset(folder, { ...rows, features }, models))
  )

/** Texts of queries are welcome, and not needed. */
const featuresOf = (
  plainFile: string,
  { queryIds }: OutcomeRows
): E.Either<DomainError, QueryFeatures | null> =>
  [plainFile, `${plainFile}.gz`].some((file) => existsSync(file))
    ? pipe(
        plainOrGzip(plainFile),
        E.chain((file) =>
          pipe(
            readTextFile(file),
            E.chain((text) => readQueryFeatures(file, text, queryIds, mannerOfText))
          )
        )
      )
    : E.right(null)

/** Fields beyond id and release date are the file's own business. */
const readModels = (file: string): E.Either<DomainError, ReadonlyArray<ArmSpec>> =>
  pipe(readTextFile(file), E.chain(decodeJson(t.readonlyArray(ArmSpec, 'a list of models'), file)))

const toDataset = (
  folder: string,
  rows: OutcomeRows & Pick<OutcomeTable, 'features'>,
  models: ReadonlyArray<ArmSpec>
): E.Either<DomainError, Dataset> =>
  pipe(
    releaseDates(join(folder, 'models.json'), rows.armIds, models),
    E.chain((released) => {
      const arms = rows.armIds.map((id) => ({ id, released: released.get(id) ?? null }))
      const completed = completeTable({ ...rows, id: folder, arms })
      return completed.table.arms.length === 0
        ? E.left({
            _tag: 'UnreadableFile',
            file: folder,
            problem: 'no model has outcomes in every category'
          })
        : E.right({ ...completed, environment: makeLoggedReplay(completed.table) })
    })
  )

/** Models that the outcome file does not name are no mistake. */
const releaseDates = (
  file: string,
  armIds: ReadonlyArray<string>,
  models: ReadonlyArray<ArmSpec>
): E.Either<DomainError, ReadonlyMap<string, string | null>> => {
  const wrong = (field: string, problem: string): E.Either<DomainError, never> =>
    E.left({ _tag: 'InvalidField', source: file, field, problem })
  const released = new Map(models.map((model) => [model.id, model.released]))
  const repeated = models.findIndex(({ id }, i) => models.findIndex((m) => m.id === id) !== i)
  if (repeated >= 0) return wrong(`[${repeated}].id`, `"${models[repeated]?.id}" appears twice`)
  const unknown = armIds.find((id) => !released.has(id))
  return unknown === undefined
    ? E.right(released)
    : wrong('id', `no entry for model "${unknown}" of the outcome file`)
}
