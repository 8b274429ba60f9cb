import { policies } from '@stageroute/policies'
import { makeOraclePolicy, makeStaticBestPolicy, type RunOptions } from '@stageroute/simulator'
import type { OpenTrial } from './open-trial'

type Maker = RunOptions['makePolicy']

/** What knows the truth is made from a trial. */
const knowing: Readonly<Record<string, (opened: OpenTrial) => Maker>> = {
  'static-best': ({ trial }) => makeStaticBestPolicy(trial),
  oracle: ({ oracle }) => makeOraclePolicy(oracle)
}

/** The policies that can be simulated: those of the registry, and those that know the truth. */
export const policyIds: ReadonlyArray<string> = [...Object.keys(policies), ...Object.keys(knowing)]

/** Returns what makes a policy for the runs of a trial; undefined for an unknown one. */
export const makerOf = (policy: string, opened: OpenTrial): Maker | undefined =>
  policies[policy] ?? knowing[policy]?.(opened)
