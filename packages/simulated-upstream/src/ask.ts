import type { Fault } from './fault'
import type { Fields } from './fields'
import type { SimulatedModel } from './simulated-model'

/**
 * What a request is for.
 *
 * @category account
 * @since 0.1.0
 */
export type AskKind = 'chat' | 'responses' | 'embeddings'

/** What the text of an answer has to be: words, a JSON object, or arguments of a tool. */
export type Shape =
  | { readonly _tag: 'words' }
  | { readonly _tag: 'json'; readonly schema: Fields }
  | { readonly _tag: 'call'; readonly name: string; readonly schema: Fields }

/**
 * A request that was read.
 *
 * - `most`: output tokens that it allows per choice; null where it does not say.
 * - `input`: tokens that it counts as.
 * - `lastText`: of the user.
 */
export interface Ask {
  readonly kind: AskKind
  readonly figures: SimulatedModel
  readonly isStream: boolean
  readonly wantsUsage: boolean
  readonly choices: number
  readonly most: number | null
  readonly input: number
  readonly lastText: string
  readonly shape: Shape
  readonly fault: Fault
  readonly fields: Fields
}
