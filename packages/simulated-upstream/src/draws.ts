import { makeStream, nextUniform, seekStream } from '@stageroute/numeric'

/** A uniform number in [0, 1) by the number of a request and a place among its own; the same pair gives the same number. */
export type Draws = (request: number, place: number) => number

/** Places that one request has: enough for the most choices that it can ask for. */
const PLACES = 1024

/** Places of what is drawn once per request, then of the draws of every choice. */
export const place = { failure: 0, delay: 1, cuts: 2, choices: 8, perChoice: 7 } as const

export const makeDraws = (seed: number): Draws => {
  const stream = makeStream(seed, 'requests')
  return (request, at) => {
    seekStream(stream, request * PLACES + at)
    return nextUniform(stream)
  }
}
