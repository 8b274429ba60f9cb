import type { Command as Program } from 'commander'
import { pipe } from 'fp-ts/function'
import * as RTE from 'fp-ts/ReaderTaskEither'
import { decodeJson, PlanState } from '@stageroute/contracts'
import { readTextFile } from '@stageroute/datasets'
import { explainPlan } from '@stageroute/planner'
import { perform, type CliEnvironment, type Command } from '../environment'
import { applyToState, planFromState, type PlannedState } from '../planning/plan-from-state'
import { writeWhole } from '../planning/write-file'
import { planText } from '../report/plan-table'

interface PlanOptions {
  readonly state: string
  readonly dryRun?: boolean
  readonly json?: boolean
}

const planCommand = ({ state: file, dryRun = false, json = false }: PlanOptions): Command =>
  pipe(
    RTE.fromEither<unknown, string, CliEnvironment>(readTextFile(file)),
    RTE.chainEitherKW(decodeJson(PlanState, file)),
    RTE.chainEitherKW(planFromState(file)),
    RTE.tap((planned) => printPlan(planned, json)),
    RTE.chainW((planned) => (dryRun ? noteDryRun(file) : apply(file, planned)))
  ) as Command

const printPlan = ({ plan }: PlannedState, isJson: boolean): Command =>
  perform(({ print }) =>
    print(isJson ? JSON.stringify({ plan, explanation: explainPlan(plan) }) : planText(plan))
  )

const noteDryRun = (file: string): Command =>
  perform(({ note }) => note(`dry run: ${file} is unchanged`))

/** The state is replaced as a whole: a plan that is refused, or a disk that is full, leaves it as it was. */
const apply = (file: string, planned: PlannedState): Command =>
  pipe(
    RTE.fromEither(applyToState(planned)),
    RTE.chainEitherK((next) => writeWhole(file, `${JSON.stringify(next, null, 2)}\n`)),
    RTE.chain(() => perform(({ note }) => note(`applied: ${file} stands before the next stage`)))
  )

const help = `
The state holds settings and rules, the inventory, what was observed, and the plans applied so far; "stageroute simulate
--save-state" writes one. Without --dry-run the plan is applied: the state then stands before the next stage, with the plan in
its history.

Example:
  stageroute simulate --policy stage-route-strong --seeds 1 --save-state state.json
  stageroute plan --state state.json --dry-run`

export const addPlan = (program: Program, run: (command: Command) => Promise<void>): void => {
  program
    .command('plan')
    .description('plan the next stage from a state, explain it, and apply it')
    .requiredOption('--state <file>', 'state of a deployment as JSON')
    .option('--dry-run', 'explain the plan and change nothing')
    .option('--json', 'print the plan and its explanation as one JSON document')
    .addHelpText('after', help)
    .action((options: PlanOptions) => run(planCommand(options)))
}
