import * as E from 'fp-ts/Either'
import { apiErrors, type ApiError } from '@stageroute/gateway'
import { readDecisionId } from '../serving/answer-headers'

/** What an answer was worth to somebody. */
export interface Opinion {
  readonly decision: number
  readonly reward: number
}

type Read = E.Either<ApiError, ReadonlyArray<Opinion>>

const wrong = (param: string, problem: string): E.Either<ApiError, never> =>
  E.left(apiErrors.invalidRequest(`${param}: ${problem}`, { param }))

const decisionIn = (value: unknown, param: string): E.Either<ApiError, number> => {
  const number = typeof value === 'string' ? readDecisionId(value) : -1
  return number < 0 ? wrong(param, 'must be the id of a decision, such as dec-12') : E.right(number)
}

const readRewarded = (decision: unknown, reward: number): Read => {
  const number = decisionIn(decision, 'decision')
  return E.isLeft(number) ? number : E.right([{ decision: number.right, reward }])
}

const readComparison = (value: unknown): Read => {
  const { better, worse } = Object(value) as Readonly<Record<string, unknown>>
  const best = decisionIn(better, 'comparison.better')
  if (E.isLeft(best)) return best
  const worst = decisionIn(worse, 'comparison.worse')
  if (E.isLeft(worst)) return worst
  return best.right === worst.right
    ? wrong('comparison', 'must be of two decisions')
    : E.right([
        { decision: best.right, reward: 1 },
        { decision: worst.right, reward: 0 }
      ])
}

const known: ReadonlySet<string> = new Set(['decision', 'score', 'thumb', 'comparison'])

/**
 * Reads feedback: `{decision, score}` with a score in [0, 1], `{decision, thumb: "up" | "down"}`, or `{comparison: {better, worse}}` of two decisions, of which
 * the better one earns 1 and the other 0.
 *
 * Errors: what is wrong, with the name of the field as `param`.
 */
export const readFeedback = (body: unknown): Read => {
  const fields = Object(body) as Readonly<Record<string, unknown>>
  const stray = Object.keys(fields).find((name) => !known.has(name))
  if (stray !== undefined)
    return wrong(stray, 'unknown field; known: decision, score, thumb, comparison')
  const { decision, score, thumb, comparison } = fields
  const given = [score, thumb, comparison].filter((value) => value !== undefined)
  if (given.length !== 1)
    return wrong('score', 'exactly one of score, thumb and comparison is needed')
  if (comparison !== undefined) return readComparison(comparison)
  if (thumb !== undefined)
    return thumb === 'up' || thumb === 'down'
      ? readRewarded(decision, thumb === 'up' ? 1 : 0)
      : wrong('thumb', 'must be "up" or "down"')
  return typeof score === 'number' && score >= 0 && score <= 1
    ? readRewarded(decision, score)
    : wrong('score', 'must be a number from 0 to 1')
}
