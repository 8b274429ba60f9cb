import type { Termination } from '@stageroute/optimizer'

/** HiGHS model status codes, as published in its C interface. */
const terminations: Readonly<Record<number, Termination>> = {
  7: { _tag: 'optimal' },
  8: { _tag: 'infeasible' },
  10: { _tag: 'unbounded' },
  11: { _tag: 'limit' },
  12: { _tag: 'limit' },
  13: { _tag: 'limit' },
  14: { _tag: 'limit' },
  16: { _tag: 'limit' },
  17: { _tag: 'limit' }
}

/** Returns our termination for a HiGHS model status; anything without an answer of ours is a failure that names the code. */
export const terminationOf = (modelStatus: number): Termination =>
  terminations[modelStatus] ?? { _tag: 'failed', problem: `HiGHS model status ${modelStatus}` }
