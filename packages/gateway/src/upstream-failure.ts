/**
 * Why a call has no answer, or no whole one.
 *
 * - `unreachable`: there was no connection, so that nothing was sent and nothing can have been charged.
 * - `tooSlow`: the answer had not begun, or not ended, in time.
 * - `cutOff`: the connection broke.
 * - `tooLong`: the answer is longer than allowed.
 * - `aborted`: the caller gave it up.
 *
 * @category upstream
 * @since 0.1.0
 */
export type UpstreamFailure =
  | { readonly _tag: 'unreachable'; readonly problem: string }
  | { readonly _tag: 'tooSlow'; readonly awaited: 'begin' | 'end'; readonly afterMs: number }
  | { readonly _tag: 'cutOff'; readonly problem: string }
  | { readonly _tag: 'tooLong'; readonly bytes: number }
  | { readonly _tag: 'aborted' }

/** Codes of errors that come before anything is sent; those of certificates have no common name. */
const beforeSending: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID'
])

/** What an error of the client means. Its code is told, its text is not: that may hold what was sent. */
export const toFailure = (error: Error & { readonly code?: unknown }): UpstreamFailure => {
  const code = typeof error.code === 'string' ? error.code : error.name
  return { _tag: beforeSending.has(code) ? 'unreachable' : 'cutOff', problem: code }
}
