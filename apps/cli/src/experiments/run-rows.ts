import type { ColumnSource } from 'hyparquet-writer'
import { ratioToOracle } from '@stageroute/simulator'
import type { OpenCase, OpenExperiment } from './open-cases'
import { StoredRun } from './run-codec'
import type { RunStore } from './run-store'
import type { CaseRuns, NamedRun } from './runs-of'

type Cell = string | number | boolean | null

type Row = Readonly<Record<string, Cell>>

const measuresOf = ({ measures }: StoredRun): Row => ({
  reward: measures.reward,
  oracleReward: measures.oracleReward,
  ratio: ratioToOracle(measures),
  pseudoRegret: measures.pseudoRegret,
  realisedRegret: measures.realisedRegret,
  spendUsd: measures.spend,
  grantedFloatUsd: measures.openingFloat,
  maxOverspendUsd: measures.maxOverspend,
  overspentQueries: measures.overspentQueries,
  unserved: measures.unserved,
  switches: measures.switches,
  isLockedOut: measures.isLockedOut
})

const rowOf = (
  group: string,
  { label, settings, opened }: OpenCase,
  { hash, task }: NamedRun,
  run: StoredRun
): Row => ({
  hash,
  group,
  case: label,
  dataset: String(settings['dataset']),
  ...opened.settings,
  policy: task.policy,
  seed: task.seed,
  ...measuresOf(run)
})

/** Returns a row per run, in the order of the report: which run, under which settings, what it measured. */
export const runRows = (
  { groups }: OpenExperiment,
  runs: ReadonlyArray<ReadonlyArray<CaseRuns>>,
  store: RunStore
): ReadonlyArray<Row> =>
  groups.flatMap(({ name, cases }, g) =>
    cases.flatMap((one, c) =>
      (runs[g]?.[c]?.policies ?? []).flatMap(({ runs: own }) =>
        own.flatMap((named) => {
          const run = store.read(StoredRun, named.hash)
          return run === null ? [] : [rowOf(name, one, named, run)]
        })
      )
    )
  )

const typeOf = (cell: Cell | undefined): 'STRING' | 'BOOLEAN' | 'DOUBLE' => {
  if (typeof cell === 'string') return 'STRING'
  return typeof cell === 'boolean' ? 'BOOLEAN' : 'DOUBLE'
}

/** Returns rows as the columns of a Parquet file. */
export const toColumns = (rows: ReadonlyArray<Row>): Array<ColumnSource> =>
  Object.keys(rows[0] ?? {}).map((name) => ({
    name,
    data: rows.map((row) => row[name] ?? null),
    type: typeOf(rows.find((row) => (row[name] ?? null) !== null)?.[name])
  }))
