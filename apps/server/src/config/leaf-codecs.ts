import * as E from 'fp-ts/Either'
import type { JsonRecord } from 'fp-ts/Json'
import * as t from 'io-ts'

/** A codec of values without parts, and the same rule as a JSON Schema. Of a secret no message may show the value. */
export interface LeafCodec<A> extends t.Type<A> {
  readonly _tag: 'LeafCodec'
  readonly schema: JsonRecord
  readonly isSecret: boolean
}

/** Returns the codec of a validation, with what else is to be known of it. What it makes of a value is such a value. */
export const codecOf = <A, Known extends object>(
  name: string,
  validate: t.Validate<unknown, A>,
  known: Known
): t.Type<A> & Known =>
  Object.assign(
    new t.Type<A>(
      name,
      (value): value is A => E.isRight(validate(value, [])),
      validate,
      t.identity
    ),
    known
  )

/** Returns the codec of the values that pass a test, which `name` says in words and `schema` as a JSON Schema. */
const leaf = <A>(
  name: string,
  holds: (value: unknown) => boolean,
  schema: JsonRecord,
  isSecret = false
): LeafCodec<A> =>
  codecOf(
    name,
    (value, context) => (holds(value) ? t.success(value as A) : t.failure(value, context)),
    { _tag: 'LeafCodec' as const, schema, isSecret }
  )

/** The range of a number; `above` and `below` are not in it. */
export interface Range {
  readonly least?: number
  readonly above?: number
  readonly most?: number
  readonly below?: number
}

const rangeWords = ({ least, above, most, below }: Range): string =>
  least !== undefined && most !== undefined
    ? ` from ${least} to ${most}`
    : [
        ...(least === undefined ? [] : [` of at least ${least}`]),
        ...(above === undefined ? [] : [` above ${above}`]),
        ...(most === undefined ? [] : [` at most ${most}`]),
        ...(below === undefined ? [] : [` below ${below}`])
      ].join(' and')

const isWithin = (value: number, { least, above, most, below }: Range): boolean =>
  (least === undefined || value >= least) &&
  (above === undefined || value > above) &&
  (most === undefined || value <= most) &&
  (below === undefined || value < below)

const rangeSchema = ({ least, above, most, below }: Range): JsonRecord => ({
  ...(least === undefined ? {} : { minimum: least }),
  ...(above === undefined ? {} : { exclusiveMinimum: above }),
  ...(most === undefined ? {} : { maximum: most }),
  ...(below === undefined ? {} : { exclusiveMaximum: below })
})

/** Returns the codec of the finite numbers in a range. */
export const numberIn = (range: Range): LeafCodec<number> =>
  leaf(
    `a number${rangeWords(range)}`,
    (value) => typeof value === 'number' && Number.isFinite(value) && isWithin(value, range),
    { type: 'number', ...rangeSchema(range) }
  )

/** Returns the codec of the integers in a range that a number holds exactly. */
export const integerIn = (range: Range): LeafCodec<number> =>
  leaf(
    `an integer${rangeWords(range)}`,
    (value) => Number.isSafeInteger(value) && isWithin(value as number, range),
    { type: 'integer', ...rangeSchema({ most: Number.MAX_SAFE_INTEGER, ...range }) }
  )

/** Returns the codec of the texts that match a pattern, which is one of JSON Schema too; `name` says what they are. */
export const textLike = (
  name: string,
  pattern: string,
  { isSecret = false }: { readonly isSecret?: boolean } = {}
): LeafCodec<string> => {
  const expression = new RegExp(pattern, 'u')
  return leaf(
    name,
    (value) => typeof value === 'string' && expression.test(value),
    { type: 'string', pattern },
    isSecret
  )
}

/** A text, of any length. */
export const anyText: LeafCodec<string> = leaf('a text', (value) => typeof value === 'string', {
  type: 'string'
})

/** A text, of any length, that no message shows. */
export const secretText: LeafCodec<string> = leaf(
  'a text',
  (value) => typeof value === 'string',
  { type: 'string' },
  true
)

/** A text that is not empty. */
export const someText: LeafCodec<string> = leaf(
  'a text that is not empty',
  (value) => typeof value === 'string' && value !== '',
  { type: 'string', minLength: 1 }
)

/** `true` or `false`. */
export const flag: LeafCodec<boolean> = leaf(
  'true or false',
  (value) => typeof value === 'boolean',
  { type: 'boolean' }
)

/** Returns the codec of one value. */
export const exactly = <A extends string | number | boolean>(value: A): LeafCodec<A> =>
  leaf(String(value), (other) => other === value, { const: value })

/** Returns the codec of one of these words. */
export const oneOf = <Word extends string>(
  ...words: ReadonlyArray<Word>
): t.KeyofC<Record<Word, null>> =>
  t.keyof(
    Object.fromEntries(words.map((word) => [word, null])) as Record<Word, null>,
    `one of ${words.join(', ')}`
  )
