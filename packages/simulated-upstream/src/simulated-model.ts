import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as RA from 'fp-ts/ReadonlyArray'
import { fieldsOf, type Fields } from './fields'
import { invalid, type SimulatedFailure } from './simulated-failure'

/**
 * An LLM by its figures.
 *
 * - `quality`: chance that an arithmetic question is answered correctly.
 * - `outputTokens`: mean and standard deviation of a log-normal length, rounded, at least 1; cut at what a request allows.
 * - `firstMs`: mean time to the first byte: half of it always passes, the other half is the mean of an exponential; 0 is at once.
 * - `perTokenMs`: pace of a stream, and what every token adds to an answer that is none; 0 is all at once.
 * - `failureShare`: share of the requests that are answered with status 500.
 *
 * Unit: milliseconds, tokens, shares in [0, 1].
 * Requires: lengths of at most 100,000 tokens, 10,000 s to the first byte, 10 s per token.
 *
 * @category upstream
 * @since 0.1.0
 */
export interface SimulatedModel {
  readonly name: string
  readonly quality: number
  readonly outputTokens: { readonly mean: number; readonly spread: number }
  readonly firstMs: number
  readonly perTokenMs: number
  readonly failureShare: number
}

/** Tokens of the longest answer: a body with the most choices still is a string. */
export const LONGEST_ANSWER = 100_000

// Together less than a timer can wait for, which is 2^31 ms.
const MOST_FIRST_MS = 10_000_000
const MOST_TOKEN_MS = 10_000

type Read<A> = E.Either<SimulatedFailure, A>

const readNumber =
  (least: number, most: number, range: string) =>
  (value: unknown, field: string): Read<number> =>
    typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most
      ? E.right(value)
      : E.left(invalid(field, `must be a number ${range}`))

const readShare = readNumber(0, 1, 'from 0 to 1')
const readSpread = readNumber(0, LONGEST_ANSWER, `from 0 to ${LONGEST_ANSWER}`)
const readLength = readNumber(1, LONGEST_ANSWER, `from 1 to ${LONGEST_ANSWER}`)
const readFirst = readNumber(0, MOST_FIRST_MS, `from 0 to ${MOST_FIRST_MS}`)
const readPace = readNumber(0, MOST_TOKEN_MS, `from 0 to ${MOST_TOKEN_MS}`)

const readName = (value: unknown, field: string): Read<string> =>
  typeof value === 'string' && value !== ''
    ? E.right(value)
    : E.left(invalid(field, 'must be a text that is not empty'))

type Times = Pick<SimulatedModel, 'firstMs' | 'perTokenMs' | 'failureShare'>

const readTimes = (value: Fields, field: string): Read<Times> =>
  pipe(
    E.Do,
    E.apS('firstMs', readFirst(value['firstMs'], `${field}.firstMs`)),
    E.apS('perTokenMs', readPace(value['perTokenMs'], `${field}.perTokenMs`)),
    E.apS('failureShare', readShare(value['failureShare'], `${field}.failureShare`))
  )

const readTokens = (value: Fields, field: string): Read<SimulatedModel['outputTokens']> =>
  pipe(
    E.Do,
    E.apS('mean', readLength(value['mean'], `${field}.mean`)),
    E.apS('spread', readSpread(value['spread'], `${field}.spread`))
  )

const readOne = (value: Fields, field: string): Read<SimulatedModel> =>
  pipe(
    E.Do,
    E.apS('name', readName(value['name'], `${field}.name`)),
    E.apS('quality', readShare(value['quality'], `${field}.quality`)),
    E.apS('outputTokens', readTokens(fieldsOf(value['outputTokens']), `${field}.outputTokens`)),
    E.apS('times', readTimes(value, field)),
    E.map(({ times, ...read }) => ({ ...read, ...times }))
  )

const firstTwice = (names: ReadonlyArray<string>): number =>
  names.findIndex((name, index) => names.indexOf(name) !== index)

/** Reads figures of models, wherever they come from: at least one, each with a name of its own. */
export const readFigures = (value: unknown): Read<ReadonlyArray<SimulatedModel>> =>
  !Array.isArray(value) || value.length === 0
    ? E.left(invalid('models', 'must be a list that is not empty'))
    : pipe(
        value as ReadonlyArray<unknown>,
        RA.traverseWithIndex(E.Applicative)((index, one) =>
          readOne(fieldsOf(one), `models[${index}]`)
        ),
        E.chain((figures) => {
          const twice = firstTwice(figures.map(({ name }) => name))
          return twice < 0
            ? E.right(figures)
            : E.left(invalid(`models[${twice}].name`, 'is there twice'))
        })
      )
