import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as t from 'io-ts'
import { closed } from './closed'

/** The union of records that `members` describes, told apart by their `_tag`. */
type TaggedBy<Members extends Readonly<Record<string, t.Props>>> = {
  [Tag in keyof Members]: { readonly _tag: Tag } & Readonly<t.TypeOfProps<Members[Tag]>>
}[keyof Members]

/**
 * Returns the codec of a closed tagged union. The tag is read first, so that a wrong field is told as such and not as a mismatch with every
 * member.
 *
 * @category wall
 * @since 0.1.0
 * @example
 * import * as t from 'io-ts'
 * import { tagged } from '@stageroute/contracts'
 *
 * const Shape = tagged('a shape', { circle: { radius: t.number }, point: {} })
 * Shape.decode({ _tag: 'circle', radius: 1 })._tag // => 'Right'
 * Shape.decode({ _tag: 'point', radius: 1 })._tag // => 'Left'
 * Shape.decode({ _tag: 'square' })._tag // => 'Left'
 */
export const tagged = <Members extends Readonly<Record<string, t.Props>>>(
  name: string,
  members: Members
): t.Type<TaggedBy<Members>> => {
  const codecs = new Map(
    Object.entries(members).map(([tag, fields]) => {
      const all = { _tag: t.literal(tag), ...fields }
      return [tag, closed(t.type(all, name), Object.keys(all))]
    })
  )
  // A tag may be anything, also what cannot be made a text.
  const codecOf = (value: unknown): t.Mixed | undefined =>
    codecs.get((Object(value) as { readonly _tag: string })._tag)
  return new t.Type(
    name,
    (value): value is TaggedBy<Members> => codecOf(value)?.is(value) ?? false,
    (value, context) =>
      pipe(
        t.UnknownRecord.validate(value, context),
        E.chain((record) => {
          const codec = codecOf(record)
          return codec === undefined
            ? t.failure(record['_tag'], t.appendContext(context, '_tag', tagNames(codecs)))
            : (codec.validate(record, context) as t.Validation<TaggedBy<Members>>)
        })
      ),
    t.identity
  )
}

const tagNames = (codecs: ReadonlyMap<string, unknown>): t.Mixed =>
  t.keyof(Object.fromEntries([...codecs.keys()].map((tag) => [tag, null])))
