import { pipe } from 'fp-ts/function'
import * as RT from 'fp-ts/ReaderTask'
import type { OracleRewards } from '@stageroute/contracts'
import type { CliEnvironment } from '../environment'
import type { OpenTrial } from '../simulation/open-trial'
import { oracleRewards } from '../simulation/oracle-rewards'
import { StoredOracles } from './run-codec'
import type { RunStore } from './run-store'

/**
 * Returns what the oracles of a trial earn, from the store where they are in it. A failed solver's missing figure is not kept, nor is it worth
 * more than the note when others cannot be.
 */
export const oraclesOf = (
  store: RunStore,
  { trial, oracle }: OpenTrial,
  hash: string
): RT.ReaderTask<CliEnvironment, OracleRewards> => {
  const kept = store.read(StoredOracles, hash)
  return kept !== null
    ? RT.of(kept.oracles)
    : pipe(
        oracleRewards(trial, oracle),
        RT.map((oracles) => {
          if (oracles.category !== null) store.write(StoredOracles, { version: 1, hash, oracles })
          return oracles
        })
      )
}
