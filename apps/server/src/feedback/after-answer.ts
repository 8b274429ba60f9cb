import type { Exchange } from '../serving/exchange'

/** An answer that its client has had, for those who look at answers. */
export type SeenAnswer =
  | { readonly _tag: 'whole'; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly _tag: 'streamed'; readonly seen: ReadonlyArray<Uint8Array> }

export const afterAnswer = (exchange: Exchange, answer: SeenAnswer): void => {
  void exchange
  void answer
}
