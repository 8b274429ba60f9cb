import * as t from 'io-ts'
import type { LeafCodec } from './leaf-codecs'
import type { ConfigPath } from './config-path'
import { nearestName } from './nearest-name'
import type { ChoiceCodec, DefaultCodec, DescribedCodec, UnknownField } from './shape-codecs'

/** What is wrong with a field. `isName`: it is the field's name that is wrong, and not its value. */
export interface ConfigFault {
  readonly path: ConfigPath
  readonly problem: string
  readonly isName: boolean
}

const pathOf = (context: t.Context): ConfigPath =>
  context.slice(1).map(({ key }, i) => (Array.isArray(context[i]?.actual) ? Number(key) : key))

type Seen =
  | UnknownField
  | LeafCodec<unknown>
  | DefaultCodec<unknown>
  | DescribedCodec<unknown>
  | ChoiceCodec<unknown>
  | t.KeyofC<Readonly<Record<string, unknown>>>

/** The codecs without parts that a value may have been meant for. */
const leavesOf = (codec: t.Mixed): ReadonlyArray<Seen> => {
  const seen = codec as Seen
  switch (seen._tag) {
    case 'DefaultCodec':
    case 'DescribedCodec':
      return leavesOf(seen.type)
    case 'ChoiceCodec':
      return seen.members.flatMap(leavesOf)
    default:
      return [seen]
  }
}

/** Words of an enumeration are shorter than any secret. */
const isWord = (text: string): boolean => /^[A-Za-z0-9_-]{1,16}$/.test(text)

/** What a value is, in words that do not give away a secret. */
const kindOf = (value: unknown, leaves: ReadonlyArray<Seen>): string => {
  if (value === null) return ', is empty'
  if (Array.isArray(value)) return ', is a list'
  if (typeof value === 'object') return ', is a record'
  if (leaves.some((leaf) => leaf._tag === 'LeafCodec' && leaf.isSecret)) return ''
  if (typeof value !== 'string') return `, is ${String(value)}`
  if (leaves.some(({ _tag }) => _tag === 'KeyofType') && isWord(value)) return `, is ${value}`
  return leaves.some((leaf) => leaf._tag === 'LeafCodec' && leaf.schema['type'] === 'string')
    ? ''
    : ', is a text'
}

const unknownWords = (name: string, known: ReadonlyArray<string>): string => {
  const meant = nearestName(name, known)
  return meant === null
    ? `unknown field; known: ${known.join(', ')}`
    : `unknown field; did you mean ${meant}?`
}

/** Returns where and what is wrong, for a failure of one of our codecs. Values that may be secret are not in it. */
export const describeFailure = ({ context, value, message }: t.ValidationError): ConfigFault => {
  const path = pathOf(context)
  const { type, key } = context.at(-1) ?? { type: t.unknown, key: '' }
  const seen = type as Seen
  if (seen._tag === 'UnknownField')
    return { path, problem: unknownWords(key, seen.known), isName: true }
  if (message !== undefined) return { path, problem: message, isName: true }
  return {
    path,
    problem:
      value === undefined
        ? `is missing; must be ${type.name}`
        : `must be ${type.name}${kindOf(value, leavesOf(type as t.Mixed))}`,
    isName: false
  }
}
