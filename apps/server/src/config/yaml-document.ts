import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Pair,
  type Node as YamlNode
} from 'yaml'
import type { ConfigPath } from './config-path'
import { isNestedTooDeeply } from './yaml-depth'
import { yamlWords } from './yaml-words'

/** A place in a text; both count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** What a text says and where it says it. */
export interface YamlDocument {
  readonly value: unknown
  /** Returns the place of a field's value, or of its name; of the closest record or list around it, where it is not in the text. */
  readonly placeOf: (path: ConfigPath, isName: boolean) => Place | null
}

/** Why a text is no document, and where. */
export interface YamlProblem {
  readonly path: ConfigPath
  readonly place: Place | null
  readonly problem: string
}

/** One anchor may be repeated so often, with all that is repeated in it. */
const MOST_REPEATED = 1000

const OPTIONS = {
  version: '1.2',
  schema: 'core',
  merge: false,
  resolveKnownTags: false,
  stringKeys: true,
  uniqueKeys: true,
  prettyErrors: false
} as const

const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '')

/** What stands behind an alias, where it does. */
const behind = (document: Document, node: unknown): unknown =>
  isAlias(node) ? node.resolve(document) : node

const offsetOf = (node: unknown): number | null => (node as YamlNode | null)?.range?.[0] ?? null

/** Returns where in the text the last step of a path is that is in it. */
const findOffset = (document: Document, path: ConfigPath, isName: boolean): number | null => {
  let node: unknown = document.contents
  let offset = offsetOf(node)
  for (const [depth, key] of path.entries()) {
    const around = behind(document, node)
    const pair = isMap(around) ? around.items.find((item) => keyOf(item) === key) : undefined
    const next = isSeq(around) ? around.items[Number(key)] : pair?.value
    if (next === undefined) return offsetOf(around)
    const wantsName = isName && depth === path.length - 1 && pair !== undefined
    offset = offsetOf(wantsName ? pair.key : next) ?? offset
    node = next
  }
  return offset
}

/** Returns the path of the field whose name begins at an offset. */
const pathAt = (node: unknown, offset: number, path: ConfigPath = []): ConfigPath | null => {
  const entries: ReadonlyArray<readonly [string | number, unknown, unknown]> = isMap(node)
    ? node.items.map((pair) => [keyOf(pair), pair.key, pair.value])
    : isSeq(node)
      ? node.items.map((item, i) => [i, null, item])
      : []
  for (const [key, name, value] of entries) {
    if (name !== null && offsetOf(name) === offset) return [...path, key]
    const inner = pathAt(value, offset, [...path, key])
    if (inner !== null) return inner
  }
  return null
}

const placeIn = (lines: LineCounter, offset: number | null): Place | null => {
  if (offset === null) return null
  const { line, col } = lines.linePos(offset)
  return line === 0 ? null : { line, column: col }
}

const unplaced = (problem: string): YamlProblem => ({ path: [], place: null, problem })

const parse = (text: string): E.Either<YamlProblem, YamlDocument> => {
  if (isNestedTooDeeply(text)) return E.left(unplaced('is nested too deeply'))
  const lines = new LineCounter()
  const document = parseDocument(text, { ...OPTIONS, lineCounter: lines })
  // What is only doubtful, such as an unknown tag, would be taken for something else than was meant.
  const error = document.errors[0] ?? document.warnings[0]
  if (error !== undefined)
    return E.left({
      path: error.code === 'DUPLICATE_KEY' ? (pathAt(document.contents, error.pos[0]) ?? []) : [],
      place: placeIn(lines, error.pos[0]),
      problem: yamlWords(error)
    })
  return E.right({
    value: document.toJS({ maxAliasCount: MOST_REPEATED }) as unknown,
    placeOf: (path, isName) => placeIn(lines, findOffset(document, path, isName))
  })
}

/** Reads a YAML 1.2 text, of which JSON is a part. Errors: what it lacks to be one document, without quoting it. */
export const readYaml = (text: string): E.Either<YamlProblem, YamlDocument> =>
  pipe(
    E.tryCatch(
      () => parse(text),
      // The parser throws for aliases only: what is behind them is unknown, or is too much.
      () =>
        unplaced('is no YAML: an alias (*name) without an anchor before it, or too many of them')
    ),
    E.flatten
  )
