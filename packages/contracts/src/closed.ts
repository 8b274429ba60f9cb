import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as t from 'io-ts'

/**
 * Narrows a codec of records to those without any field but the named ones, so that a misspelt field is an error and not a default.
 *
 * @category wall
 * @since 0.1.0
 * @example
 * import * as t from 'io-ts'
 * import { closed } from '@stageroute/contracts'
 *
 * const Named = closed(t.type({ name: t.string }), ['name'])
 * Named.decode({ name: 'a' })._tag // => 'Right'
 * Named.decode({ name: 'a', nmae: 'b' })._tag // => 'Left'
 */
export const closed = <A, O>(codec: t.Type<A, O>, fields: ReadonlyArray<string>): t.Type<A, O> =>
  new t.Type(
    codec.name,
    codec.is,
    (value, context) =>
      pipe(
        t.UnknownRecord.validate(value, context),
        E.chain((record) => {
          const unknown = Object.keys(record).find((key) => !fields.includes(key))
          return unknown === undefined
            ? codec.validate(value, context)
            : t.failure(
                record[unknown],
                t.appendContext(context, unknown, t.unknown),
                `unknown field; known: ${fields.join(', ')}`
              )
        })
      ),
    codec.encode
  )
