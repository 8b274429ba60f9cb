import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { InvalidSnapshot } from '@stageroute/estimators'
import type { Kept } from './kept'

/** What can be put into a document and be restored from one; a document that is refused changes nothing. */
export interface Tried<A> {
  readonly name: string
  readonly thing: A
  /** Another one of the same shape, on which a document is tried. */
  readonly makeOther: () => A
  readonly snapshot: (thing: A) => unknown
  readonly restore: (thing: A, document: unknown) => E.Either<InvalidSnapshot, unknown>
}

/** Returns something that knows how to restore itself as a part: a document is tried on another one first, and written with the other parts. */
export const keepTried = <A>({ name, thing, makeOther, snapshot, restore }: Tried<A>): Kept => ({
  name,
  snapshot: () => snapshot(thing),
  open: (document) =>
    pipe(
      restore(makeOther(), document),
      E.map(() => () => void restore(thing, document))
    )
})
