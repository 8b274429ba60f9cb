import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as t from 'io-ts'
import { decodeFrom, message, tagged } from '@stageroute/contracts'
import type { NewEvent } from '@stageroute/store'
import type { HeldKey } from './held-key'

/** The kind of events that say which keys were made and taken away. */
export const keysKind = 'keys'

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

const MadeKey = t.readonly(
  t.type({
    id: t.string,
    salt: t.string,
    hash: t.string,
    name: t.string,
    roles: t.readonlyArray(t.keyof({ call: null, feedback: null, read: null, admin: null })),
    budgetUsd: orNull(t.number),
    period: t.keyof({ total: null, day: null, month: null }),
    requestsPerMinute: orNull(t.number),
    tokensPerMinute: orNull(t.number),
    isConfigured: t.boolean
  })
)

const KeyEvent = tagged('an event of a key', { made: { key: MadeKey }, revoked: { id: t.string } })

type KeyEvent = t.TypeOf<typeof KeyEvent>

/** The keys that were made, by their ids. */
export type MadeKeys = ReadonlyMap<string, HeldKey>

/** Returns the event to be kept. Of the key itself only a slow hash is in it. */
export const keyEvent = (event: KeyEvent, at: number): NewEvent => ({
  kind: keysKind,
  key: null,
  at,
  body: JSON.stringify(event)
})

const parse = (text: string): E.Either<string, unknown> =>
  E.tryCatch(
    () => JSON.parse(text) as unknown,
    () => 'is no JSON'
  )

/** Returns the keys after an event, or what is wrong with it. */
export const applyKeyEvent = (keys: MadeKeys, body: string): E.Either<string, MadeKeys> =>
  pipe(
    parse(body),
    E.chain((document) => pipe(document, decodeFrom(KeyEvent, 'key'), E.mapLeft(message))),
    E.map((event) => {
      const next = new Map(keys)
      if (event._tag === 'made') next.set(event.key.id, event.key)
      else next.delete(event.id)
      return next
    })
  )

/** Returns the keys as a text of one line. */
export const snapshotKeys = (keys: MadeKeys): string => JSON.stringify([...keys.values()])

/** Returns the keys of such a text, or what is wrong with it. */
export const restoreKeys = (text: string): E.Either<string, MadeKeys> =>
  pipe(
    parse(text),
    E.chain((document) =>
      pipe(document, decodeFrom(t.readonlyArray(MadeKey), 'keys'), E.mapLeft(message))
    ),
    E.map((list) => new Map(list.map((key) => [key.id, key])))
  )
