import { Option, type Command as Program } from 'commander'
import type * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type * as t from 'io-ts'
import * as RTE from 'fp-ts/ReaderTaskEither'
import * as TE from 'fp-ts/TaskEither'
import {
  decodeJson,
  DeployProblem,
  RouteProblem,
  type DeployAnswer,
  type DomainError,
  type RouteAnswer
} from '@stageroute/contracts'
import { readTextFile } from '@stageroute/datasets'
import { defaultNodeLimit } from '@stageroute/optimizer'
import { perform, type CliEnvironment, type Command } from '../environment'
import { solveDeploy, solverIds, solveRoute, type SolverId } from '../problem/solve-problem'
import { toSelection, toSimplex } from '../problem/to-program'
import { answerTable } from '../report/answer-table'
import { toCount } from './option-values'

interface SolveOptions {
  readonly problem: string
  readonly solver: SolverId
  readonly nodeLimit?: number
  readonly json?: boolean
}

const standardInput = 'standard input'

const readProblem =
  (file: string) =>
  ({ readInput }: CliEnvironment): TE.TaskEither<DomainError, string> =>
    file === '-' ? TE.fromIO(readInput) : TE.fromEither(readTextFile(file))

/** Reads a problem document, states it as a programme, solves it and prints the answer. */
const solveCommand =
  <A, P>(
    codec: t.Type<A, unknown>,
    state: (source: string) => (problem: A) => E.Either<DomainError, P>,
    solve: (
      source: string,
      solver: SolverId
    ) => (
      program: P
    ) => RTE.ReaderTaskEither<CliEnvironment, DomainError, RouteAnswer | DeployAnswer>
  ) =>
  ({ problem, solver, json }: SolveOptions): Command => {
    const source = problem === '-' ? standardInput : problem
    return pipe(
      readProblem(problem),
      RTE.chainEitherK(decodeJson(codec, source)),
      RTE.chainEitherK(state(source)),
      RTE.chain(solve(source, solver)),
      RTE.chain((answer) =>
        perform(({ print }) => print(json ? JSON.stringify(answer) : answerTable(answer)))
      )
    )
  }

const example = (kind: string, problem: string): string => `
Example:
  echo '${problem}' | stageroute solve ${kind} --problem - --json`

const routeExample = '{"reward":[0.5,0.8],"cost":[0.001,0.003],"capacity":[1,1],"budget":0.002}'
const deployExample =
  '{"reward":[0.5,0.8,0.6],"cost":[0.001,0.003,0.001],"capacity":[1,1,1],"budget":0.002,"maxDeployed":2,"switchCost":[5,5,5],"incumbent":[0,1],"stageLength":1000}'

const deployNotes = `
Optional fields: "switchCost" per model, in reward over the stage, paid by models that are not in "incumbent" and spread over
"stageLength" queries (1 unless given). The value is net of it.
`

export const addSolve = (program: Program, run: (command: Command) => Promise<void>): void => {
  const solve = program
    .command('solve')
    .description('solve one programme exactly')
    .addHelpText('after', example('route', routeExample))
  const add = (
    name: string,
    description: string,
    help: string,
    command: (options: SolveOptions) => Command
  ): Program =>
    solve
      .command(name)
      .description(description)
      .requiredOption('--problem <file>', 'problem as JSON; - reads standard input')
      .addOption(new Option('--solver <id>', 'solver').choices(solverIds).default('exact'))
      .option('--json', 'print one JSON document')
      .addHelpText('after', help)
      .action((options: SolveOptions) => run(command(options)))
  add(
    'route',
    'the best routing mix under budget and capacities (RouteOPT)',
    example('route', routeExample),
    solveCommand(RouteProblem, toSimplex, solveRoute)
  )
  add(
    'deploy',
    'the best mix over at most maxDeployed models (DeployOPT)',
    `${deployNotes}${example('deploy', deployExample)}`,
    (options) =>
      solveCommand(
        DeployProblem,
        toSelection,
        solveDeploy({ nodeLimit: options.nodeLimit ?? defaultNodeLimit })
      )(options)
  ).option('--node-limit <n>', 'nodes after which the exact search asks HiGHS', toCount)
}
