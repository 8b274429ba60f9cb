/**
 * What the router must know of a query. One record is filled anew for every query.
 *
 * Shape: `charge`, `cover` and `barred` are indexed by arm.
 * Unit: `charge` and `cover` in micro-USD; `homeWorth` in reward; `now` in the caller's milliseconds.
 *
 * @category routing
 * @since 0.1.0
 */
export interface RouteRequest {
  /** Capability bits that the answer needs. */
  needs: number
  /** Region bits that may answer; all bits (-1) for any. */
  regions: number
  /** Tokens of the prompt and of the longest answer together. */
  tokens: number
  /** The only arm that may answer, or -1. */
  only: number
  /** The arm that answered the conversation so far, or -1. */
  home: number
  /** What staying there is worth: the price of losing its prompt cache. */
  homeWorth: number
  /** The query's context, or -1 where none is known. */
  context: number
  /** When the query came. */
  now: number
  /** The most that it can cost with each arm. */
  readonly charge: Float64Array
  /** The most that can be set aside for it now with each arm. */
  readonly cover: Float64Array
  /** Gates that the caller has closed, bits of `gate`: `busy` and `tried` are known to nobody else. */
  readonly barred: Int32Array
}

/**
 * Returns a query at time 0 that any arm may answer, for free as far as the router knows.
 *
 * @category routing
 * @since 0.1.0
 */
export const makeRequest = (maxArms: number): RouteRequest => ({
  needs: 0,
  regions: -1,
  tokens: 0,
  only: -1,
  home: -1,
  // Minus zero is a floating-point number to the engine, which zero is not: fields that begin as one are never boxed anew.
  homeWorth: -0,
  context: -1,
  now: -0,
  charge: new Float64Array(maxArms),
  cover: new Float64Array(maxArms),
  barred: new Int32Array(maxArms)
})
