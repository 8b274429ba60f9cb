import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { DomainError } from '@stageroute/contracts'
import { readSpec } from './read-spec'

/** Beside the compiled code as beside the sources. */
const folder = join(__dirname, '..', '..', 'experiments')

const ENDING = '.yaml'

/** The experiments that travel with the command, by name. */
export const bundledExperiments = (): ReadonlyArray<string> =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort()

/** Returns the file of an experiment that travels with the command. */
export const bundledFile = (name: string): E.Either<DomainError, string> => {
  const known = bundledExperiments()
  return known.includes(name)
    ? E.right(join(folder, `${name}${ENDING}`))
    : E.left({ _tag: 'UnknownName', kind: 'experiment', name, known })
}

/** An experiment and what it asks. */
export interface Listed {
  readonly name: string
  readonly title: string
  readonly question: string
}

/** Returns what every experiment asks. */
export const listExperiments = (): E.Either<DomainError, ReadonlyArray<Listed>> =>
  pipe(
    bundledExperiments(),
    E.traverseArray((name) =>
      pipe(
        readSpec(join(folder, `${name}${ENDING}`)),
        E.map(({ spec: { title, question } }) => ({ name, title, question }))
      )
    )
  )
