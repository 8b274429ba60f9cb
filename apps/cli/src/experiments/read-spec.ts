import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { LineCounter, parseDocument, type Document } from 'yaml'
import { decodeFrom, ExperimentSpec, type DomainError } from '@stageroute/contracts'
import { readTextFile } from '@stageroute/datasets'
import { lineOf } from './locate-field'

/** A specification as it was read, and what turns an error about one of its fields into one that names the line. */
export interface ReadSpec {
  readonly spec: ExperimentSpec
  readonly atLine: (error: DomainError) => DomainError
}

/** Reads a specification from a YAML or JSON file, or says in which line and field it is none. */
export const readSpec = (file: string): E.Either<DomainError, ReadSpec> =>
  pipe(
    readTextFile(file),
    E.chain((text) => parseSpec(file, text))
  )

/** Aliases multiply what a text holds; nobody needs more of them in a specification. */
const MOST_ALIASES = 100

const parseSpec = (file: string, text: string): E.Either<DomainError, ReadSpec> => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const atLine = (error: DomainError): DomainError =>
    error._tag === 'InvalidField' && error.source === file
      ? { ...error, source: `${file}, line ${lineOf(document, lines, error.field)}` }
      : error
  return pipe(
    toValue(file, document, lines),
    E.chain(decodeFrom(ExperimentSpec, file)),
    E.bimap(atLine, (spec) => ({ spec, atLine }))
  )
}

const toValue = (
  file: string,
  document: Document.Parsed,
  lines: LineCounter
): E.Either<DomainError, unknown> => {
  const [error] = [...document.errors, ...document.warnings]
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0])
    const problem = `line ${line}: not YAML (${error.message})`
    return E.left({ _tag: 'UnreadableFile', file, problem })
  }
  return E.tryCatch(
    (): unknown => document.toJS({ maxAliasCount: MOST_ALIASES }),
    (cause): DomainError => ({
      _tag: 'UnreadableFile',
      file,
      problem: `not YAML (${(Object(cause) as Partial<Error>).message ?? String(cause)})`
    })
  )
}
