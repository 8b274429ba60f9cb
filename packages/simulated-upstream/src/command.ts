import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import * as TE from 'fp-ts/TaskEither'
import { fieldsOf, parseJson } from './fields'
import { sayFailure } from './simulated-failure'
import { readFigures, type SimulatedModel } from './simulated-model'
import { startSimulatedUpstream, type RunningUpstream, type SimulatedSettings } from './upstream'

/** What the command has of the world around it. */
export interface Surroundings {
  readonly say: (line: string) => void
  readonly complain: (line: string) => void
  /** Ends when the command is to end. */
  readonly untilStopped: Promise<void>
}

const usage = `stageroute-simulated-upstream [--port N] [--models FILE.json] [--seed N] [--key K] [--no-account]

Answers as an OpenAI-compatible server, at its URL that is printed when it is ready, until it is stopped.

  --port N        any that is free, unless given
  --models FILE   a list of models with their figures; else one that answers at once, named "instant"
  --seed N        of all that is left to chance; 1 unless given
  --key K         what clients have to send as a bearer token
  --no-account    keeps no account of what was used

Example: stageroute-simulated-upstream --port 8080 --no-account`

const instant: SimulatedModel = {
  name: 'instant',
  quality: 1,
  outputTokens: { mean: 16, spread: 0 },
  firstMs: 0,
  perTokenMs: 0,
  failureShare: 0
}

const options = {
  port: { type: 'string' },
  models: { type: 'string' },
  seed: { type: 'string' },
  key: { type: 'string' },
  'no-account': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' }
} as const

interface Wanted {
  readonly file: string | null
  readonly settings: Omit<SimulatedSettings, 'models'>
}

const wholeIn = (
  name: string,
  text: string | undefined,
  usual: number
): E.Either<string, number> =>
  text === undefined
    ? E.right(usual)
    : /^\d{1,10}$/.test(text)
      ? E.right(Number(text))
      : E.left(`--${name}: must be a whole number, not "${text}"`)

const readArguments = (args: ReadonlyArray<string>): E.Either<string, Wanted | 'help'> =>
  pipe(
    E.tryCatch(
      () => parseArgs({ args: [...args], options, strict: true }).values,
      (cause) => (cause instanceof Error ? cause.message : String(cause))
    ),
    E.chain((values) =>
      values.help === true
        ? E.right<string, Wanted | 'help'>('help')
        : pipe(
            E.Do,
            E.apS('port', wholeIn('port', values.port, 0)),
            E.apS('seed', wholeIn('seed', values.seed, 1)),
            E.map((numbers) => ({
              file: values.models ?? null,
              settings: {
                ...numbers,
                key: values.key ?? null,
                keepsAccount: values['no-account'] !== true
              }
            }))
          )
    )
  )

/** A file is a list of models, or an object that has one, as `POST /_models` takes. */
const readFigureFile = (file: string): TE.TaskEither<string, ReadonlyArray<SimulatedModel>> =>
  pipe(
    TE.tryCatch(
      () => readFile(file, 'utf8'),
      (cause) => `${file}: ${cause instanceof Error ? cause.message : String(cause)}`
    ),
    TE.chainEitherK((text) => {
      const value = parseJson(text)
      return value === undefined
        ? E.left(`${file}: is no JSON`)
        : pipe(
            readFigures(Array.isArray(value) ? value : fieldsOf(value)['models']),
            E.mapLeft((failure) => `${file}: ${sayFailure(failure)}`)
          )
    })
  )

const DONE = 0
const FAILED = 1
const MISUSED = 2

interface Stop {
  readonly code: number
  readonly line: string
}

const misused = (line: string): Stop => ({ code: MISUSED, line })

const startAs = ({ file, settings }: Wanted): TE.TaskEither<Stop, RunningUpstream> =>
  pipe(
    file === null ? TE.right([instant]) : readFigureFile(file),
    TE.mapLeft(misused),
    TE.chain((models) =>
      pipe(
        startSimulatedUpstream({ ...settings, models }),
        TE.mapLeft((failure) => ({
          code: failure._tag === 'cannotListen' ? FAILED : MISUSED,
          line: sayFailure(failure)
        }))
      )
    )
  )

/** Runs the command until it is stopped; returns the exit code: 0 done, 1 failed, 2 wrong arguments or figures. */
export const runCommand = async (
  args: ReadonlyArray<string>,
  { say, complain, untilStopped }: Surroundings
): Promise<number> => {
  const stopAs = ({ code, line }: Stop): number => {
    complain(line)
    return code
  }
  const wanted = readArguments(args)
  if (E.isLeft(wanted)) return stopAs(misused(wanted.left))
  if (wanted.right === 'help') {
    say(usage)
    return DONE
  }
  const started = await startAs(wanted.right)()
  if (E.isLeft(started)) return stopAs(started.left)
  say(started.right.url)
  await untilStopped
  await started.right.close()
  return DONE
}
