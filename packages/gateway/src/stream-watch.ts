import type { Usage } from './usage'

/**
 * Watches a stream of chat completions or responses on its way to a client.
 *
 * @category stream
 * @since 0.1.0
 */
export interface StreamWatch {
  /** Takes an event, and says whether the client is to have it. */
  readonly see: (event: Uint8Array) => 'pass' | 'drop' | 'broken'
  /** The last usage that was seen. */
  readonly usage: () => Usage | null
  /** Whether the stream said that it is complete. */
  readonly isComplete: () => boolean
  /** Whether anything was seen that an answer is made of. */
  readonly hasBegun: () => boolean
}
