import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type * as RT from 'fp-ts/ReaderTask'
import * as T from 'fp-ts/Task'
import * as TE from 'fp-ts/TaskEither'
import type { OracleRewards } from '@stageroute/contracts'
import type { SolverFailure } from '@stageroute/optimizer'
import {
  categoryOracle,
  hindsightOptimum,
  type StageOracle,
  type Trial
} from '@stageroute/simulator'
import type { CliEnvironment } from '../environment'

/** Mean over the queries of a value per stage. */
const perQuery = ({ starts }: StageOracle, queries: number, value: Float64Array): number =>
  starts.reduce((sum, start, k) => {
    const length = (starts[k + 1] ?? queries) - start
    return sum + (length / queries) * (value[k] ?? 0)
  }, 0)

/**
 * Returns what could have been earned with true means. Without categories the category oracle is the stage oracle; with them it needs the
 * general solver, and its failure costs this one figure, with a note.
 */
export const oracleRewards =
  (trial: Trial, oracle: StageOracle): RT.ReaderTask<CliEnvironment, OracleRewards> =>
  ({ loadSolver, note }) => {
    const stage = perQuery(oracle, trial.queries, oracle.value)
    if (!oracle.isProved) {
      note(
        'stageroute: the stage oracle was not proved optimal within the node limit; it may be too low'
      )
    }
    const hindsight = hindsightOptimum(trial).value
    const byCategory: TE.TaskEither<SolverFailure, number> =
      trial.environment.categories.names.length === 1
        ? TE.right(stage)
        : pipe(
            loadSolver,
            TE.chainEitherK((solver) => categoryOracle(solver)(trial)),
            TE.map((value) => perQuery(oracle, trial.queries, value))
          )
    return pipe(
      byCategory,
      T.map(
        E.match(
          ({ solver, problem }) => {
            note(`stageroute: no category oracle: ${solver}: ${problem}`)
            return null
          },
          (value): number | null => value
        )
      ),
      T.map((category) => ({ stage, category, hindsight }))
    )
  }
