/**
 * A value as JSON can hold it.
 *
 * @category identity
 * @since 0.1.0
 */
export type Json =
  string | number | boolean | null | ReadonlyArray<Json> | { readonly [key: string]: Json }

const isList = (value: Json): value is ReadonlyArray<Json> => Array.isArray(value)

/**
 * Returns the one JSON text of a value: fields in the order of their code units, no white space, numbers as short as they can be read back.
 *
 * Requires: finite numbers.
 * Source: RFC 8785 for what doubles and texts of JavaScript can hold.
 *
 * @category identity
 * @since 0.1.0
 * @example
 * import { canonicalJson } from '@stageroute/experiments'
 *
 * canonicalJson({ b: [1, 2.5], a: null }) // => '{"a":null,"b":[1,2.5]}'
 */
export const canonicalJson = (value: Json): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const fields = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`)
  return `{${fields.join(',')}}`
}

/**
 * Everything that the numbers of a run depend on: the code that plays, the content of the data set, what the trial was opened with, who plays, on
 * which seed, and how many points its curves have. Not where files lie, nor how fast it went.
 *
 * @category identity
 * @since 0.1.0
 */
export interface RunIdentity {
  readonly code: string
  readonly outcomes: string
  readonly trial: Json
  readonly policy: string
  readonly seed: number
  readonly curvePoints: number
}

/**
 * Returns the name of a run: equal for equal identities, and by the hash function's word for no others.
 *
 * @category identity
 * @since 0.1.0
 */
export const identifyRun =
  (hash: (text: string) => string) =>
  ({ code, outcomes, trial, policy, seed, curvePoints }: RunIdentity): string =>
    hash(canonicalJson({ code, outcomes, trial, policy, seed, curvePoints }))

/**
 * Returns the name of an experiment: of what was asked and of every run that answers it.
 *
 * @category identity
 * @since 0.1.0
 */
export const identifyExperiment =
  (hash: (text: string) => string) =>
  (spec: Json, runs: ReadonlyArray<string>): string =>
    hash(canonicalJson({ spec, runs }))
