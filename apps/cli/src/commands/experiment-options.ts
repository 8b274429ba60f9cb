import type { Command as Program } from 'commander'
import * as E from 'fp-ts/Either'
import type { DomainError } from '@stageroute/contracts'
import type { ExperimentOptions } from '../experiments/run-experiment'
import { toCount } from './option-values'

/** Adds what can be asked of any experiment. */
export const addExperimentOptions = (command: Program): Program =>
  command
    .option('--quick', "play the specification's quick look: fewer seeds, shorter streams")
    .option('--seeds <n>', 'seeds per policy and case, instead of the specification', toCount)
    .option('--jobs <n>', 'worker threads (default: all cores)', toCount)
    .option(
      '--out <dir>',
      'folder of the report (default: .stageroute/reports/NAME, NAME-quick for a quick look)'
    )
    .option(
      '--runs <dir>',
      'folder in which every finished run is kept (default: .stageroute/runs)'
    )
    .option('--docs <dir>', 'also write NAME.md and its charts there, for documentation')
    .option('--yes', 'play more than 20,000 runs')
    .option('--json', 'print the report as one JSON document')

const MOST_JOBS = 256

/** Returns the options, or what is wrong with them. */
export const checkExperimentOptions = (
  options: ExperimentOptions
): E.Either<DomainError, ExperimentOptions> => {
  const { seeds = 2, jobs = 1 } = options
  if (seeds < 2) {
    const problem = `${seeds} gives no interval; at least 2`
    return E.left({ _tag: 'InvalidSetting', setting: '--seeds', problem })
  }
  return jobs > MOST_JOBS
    ? E.left({
        _tag: 'InvalidSetting',
        setting: '--jobs',
        problem: `${jobs} is not a whole number from 1 to ${MOST_JOBS}`
      })
    : E.right(options)
}

/** The options as they are part of the command that makes the same report again. */
export const optionWords = ({ quick = false, seeds }: ExperimentOptions): string =>
  `${quick ? ' --quick' : ''}${seeds === undefined ? '' : ` --seeds ${seeds}`}`
