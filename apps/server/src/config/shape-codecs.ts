import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Json } from 'fp-ts/Json'
import * as t from 'io-ts'
import { codecOf, type LeafCodec } from './leaf-codecs'

/** Stands at the end of the path of a field that nobody knows, with the fields that it could have been. */
export interface UnknownField extends t.Type<never> {
  readonly _tag: 'UnknownField'
  readonly known: ReadonlyArray<string>
}

/** A record without any field but the named ones. */
export interface RecordCodec<P extends t.Props> extends t.Type<{
  readonly [Field in keyof P]: t.TypeOf<P[Field]>
}> {
  readonly _tag: 'RecordCodec'
  readonly props: P
}

/** A field that may be left out: then it is decoded from `fallback`. */
export interface DefaultCodec<A> extends t.Type<A> {
  readonly _tag: 'DefaultCodec'
  readonly type: t.Type<A>
  readonly fallback: Json
}

/** A codec with the words that an editor shows for it. */
export interface DescribedCodec<A> extends t.Type<A> {
  readonly _tag: 'DescribedCodec'
  readonly type: t.Type<A>
  readonly description: string
}

/** A list, of at least so many. */
export interface ListCodec<A> extends t.Type<ReadonlyArray<A>> {
  readonly _tag: 'ListCodec'
  readonly item: t.Type<A>
  readonly least: number
}

/** A record whose fields are named by the user. */
export interface NamedCodec<A> extends t.Type<Readonly<Record<string, A>>> {
  readonly _tag: 'NamedCodec'
  readonly key: LeafCodec<string>
  readonly item: t.Type<A>
}

/** One of several, which a look at the value tells apart. */
export interface ChoiceCodec<A> extends t.Type<A> {
  readonly _tag: 'ChoiceCodec'
  readonly members: ReadonlyArray<t.Mixed>
}

const unknownField = (known: ReadonlyArray<string>): UnknownField =>
  codecOf<never, { _tag: 'UnknownField'; known: ReadonlyArray<string> }>(
    `one of ${known.join(', ')}`,
    t.failure,
    { _tag: 'UnknownField', known }
  )

/** Returns the record, if all its fields are known. */
const knownOnly = (
  value: unknown,
  known: ReadonlyArray<string>,
  context: t.Context
): t.Validation<Readonly<Record<string, unknown>>> =>
  pipe(
    t.UnknownRecord.validate(value, context),
    E.chain((record) => {
      const other = Object.keys(record).find((field) => !known.includes(field))
      return other === undefined
        ? t.success(record)
        : t.failure(
            record[other],
            t.appendContext(context, other, unknownField(known), record[other])
          )
    })
  )

/** Returns the codec of records with these fields and no others. */
export const record = <P extends t.Props>(name: string, props: P): RecordCodec<P> => {
  const whole = t.type(props, name) as unknown as RecordCodec<P>
  const known = Object.keys(props)
  return codecOf(
    name,
    (value, context) =>
      pipe(
        knownOnly(value, known, context),
        E.chain((fields) => whole.validate(fields, context))
      ),
    { _tag: 'RecordCodec', props }
  )
}

const defaulted = <A>(type: t.Type<A>, fallback: Json): DefaultCodec<A> =>
  codecOf(
    type.name,
    (value, context) => type.validate(value === undefined ? fallback : value, context),
    { _tag: 'DefaultCodec', type, fallback }
  )

/** Returns the codec of a field that is `fallback` where it is left out. */
export const withDefault = <A extends Json>(
  type: t.Type<A>,
  fallback: NoInfer<A>
): DefaultCodec<A> => defaulted(type, fallback)

/** Returns the codec of a record that may be left out, as each of its fields may. */
export const withDefaults = <A>(type: t.Type<A>): DefaultCodec<A> => defaulted(type, {})

/** Returns the codec with words for those who edit the field. */
export const about = <A>(description: string, type: t.Type<A>): DescribedCodec<A> =>
  codecOf(type.name, type.validate, { _tag: 'DescribedCodec', type, description })

/** Returns the codec of lists of at least so many items. */
export const listOf = <A>(name: string, item: t.Type<A>, least = 0): ListCodec<A> => {
  const list = t.readonlyArray(item, name)
  return codecOf(
    name,
    (value, context) =>
      pipe(
        list.validate(value, context),
        E.chain((items) => (items.length < least ? t.failure(value, context) : t.success(items)))
      ),
    { _tag: 'ListCodec', item, least }
  )
}

/** Returns the codec of records whose fields the user names. Unlike a record of io-ts it refuses a name that is none, and does not drop it. */
export const namedBy = <A>(
  name: string,
  key: LeafCodec<string>,
  item: t.Type<A>
): NamedCodec<A> => {
  const entry =
    (context: t.Context) =>
    ([field, value]: readonly [string, unknown]): t.Validation<readonly [string, A]> =>
      key.is(field)
        ? pipe(
            item.validate(value, t.appendContext(context, field, item, value)),
            E.map((decoded) => [field, decoded] as const)
          )
        : t.failure(
            field,
            t.appendContext(context, field, key, field),
            `is no name here; must be ${key.name}`
          )
  return codecOf(
    name,
    (value, context) =>
      pipe(
        t.UnknownRecord.validate(value, context),
        E.chain((fields) => E.traverseArray(entry(context))(Object.entries(fields))),
        E.map((entries): Readonly<Record<string, A>> => Object.fromEntries(entries))
      ),
    { _tag: 'NamedCodec', key, item }
  )
}

const choice = <A>(
  name: string,
  members: ReadonlyArray<t.Mixed>,
  validate: t.Validate<unknown, A>
): ChoiceCodec<A> => codecOf(name, validate, { _tag: 'ChoiceCodec', members })

/** Returns the codec of the same values, or null. */
export const orNull = <A>(type: t.Type<A>): ChoiceCodec<A | null> =>
  choice<A | null>(`${type.name} or null`, [type, t.null], (value, context) =>
    value === null ? t.success(null) : type.validate(value, context)
  )

/** Returns the codec of the same records, or one word instead. */
export const orWord = <A, Word extends string>(
  type: t.Type<A>,
  word: LeafCodec<Word>
): ChoiceCodec<A | Word> =>
  choice<A | Word>(`${type.name} or ${word.name}`, [type, word], (value, context) =>
    typeof value === 'string' ? word.validate(value, context) : type.validate(value, context)
  )

/** Records, by the field that only they have. */
type Members = Readonly<Record<string, t.Mixed & { readonly props: t.Props }>>

/** Returns the codec of the records that are told apart by a field which only one kind of them has; `otherwise` names the kind that needs no such field. */
export const byField = <M extends Members>(
  name: string,
  members: M,
  otherwise: (keyof M & string) | null
): ChoiceCodec<t.TypeOf<M[keyof M]>> => {
  const kinds = Object.entries(members)
  const known = [...new Set(kinds.flatMap(([, member]) => Object.keys(member.props)))]
  const kindOf = (fields: object): t.Mixed | undefined =>
    kinds.find(([field]) => Object.hasOwn(fields, field))?.[1] ??
    (otherwise === null ? undefined : members[otherwise])
  return choice(name, Object.values(members), (value, context) =>
    pipe(
      knownOnly(value, known, context),
      E.chain(
        (fields): t.Validation<t.TypeOf<M[keyof M]>> =>
          kindOf(fields)?.validate(fields, context) ?? t.failure(value, context)
      )
    )
  )
}
