import * as E from 'fp-ts/Either'
import type { DomainError } from '@stageroute/contracts'
import type { ContextKind, Delay } from '@stageroute/simulator'

/** `KIND` or `KIND:NUMBER`, the number null where there is none. */
const readWord = (word: string): readonly [kind: string, number: number | null] => {
  const [kind = '', ...rest] = word.split(':')
  if (rest.length === 0) return [kind, null]
  const text = rest.join(':')
  return [kind, text.trim() === '' ? Number.NaN : Number(text)]
}

const unknown = (
  kind: string,
  name: string,
  known: ReadonlyArray<string>
): E.Either<DomainError, never> => E.left({ _tag: 'UnknownName', kind, name, known })

/** Ways in which rewards may be late, as a user writes them. */
export const delayWords: ReadonlyArray<string> = [
  'none',
  'fixed:QUERIES',
  'geometric:MEAN',
  'heavy:MEAN'
]

/** Reads how long rewards take to come. */
export const readDelay = (word: string): E.Either<DomainError, Delay> => {
  const [kind, length] = readWord(word)
  if (kind === 'none' && length === null) return E.right({ _tag: 'none' })
  if (length === null || !(length >= 0 && length < Infinity)) {
    return unknown('delay', word, delayWords)
  }
  switch (kind) {
    case 'fixed':
      return Number.isSafeInteger(length)
        ? E.right({ _tag: 'fixed', queries: length })
        : unknown('delay', word, delayWords)
    case 'geometric':
      return length > 0
        ? E.right({ _tag: 'geometric', mean: length })
        : unknown('delay', word, delayWords)
    case 'heavy':
      return E.right({ _tag: 'heavy', mean: length })
    default:
      return unknown('delay', word, delayWords)
  }
}

const contexts: Readonly<Record<ContextKind, ContextKind>> = {
  none: 'none',
  category: 'category',
  unrelated: 'unrelated',
  text: 'text'
}

/** What policies may see of a query, as a user writes it. */
export const contextWords: ReadonlyArray<string> = Object.keys(contexts)

/** Reads what policies see of a query. */
export const readContext = (word: string): E.Either<DomainError, ContextKind> =>
  Object.hasOwn(contexts, word)
    ? E.right(contexts[word as ContextKind])
    : unknown('context', word, contextWords)
