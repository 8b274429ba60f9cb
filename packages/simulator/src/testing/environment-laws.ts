import type { Law } from '@stageroute/numeric'
import type { Environment } from '../environment'
import { armLaws } from './arm-laws'
import { meanLaws } from './mean-laws'
import { outcomeLaws } from './outcome-laws'

/**
 * Returns the laws every {@link Environment} obeys: outcomes are a fixed function of seed, query and arm, they stay in their ranges, and
 * the means that oracles and regrets rely on are those of the outcomes.
 *
 * Cost: some hundred thousand reads, and one `make` per law.
 *
 * @category law
 * @since 0.1.0
 */
export const environmentLaws = (make: () => Environment): ReadonlyArray<Law> => [
  ...armLaws(make),
  ...outcomeLaws(make),
  ...meanLaws(make)
]
