import {
  makeStrongWithoutEnd,
  makeStrongWithoutPrices,
  makeStrongWithoutProbation,
  makeStrongWithoutRestarts,
  makeStrongWithoutSteering
} from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

describe.each([
  ['end', makeStrongWithoutEnd] as const,
  ['prices', makeStrongWithoutPrices] as const,
  ['restarts', makeStrongWithoutRestarts] as const,
  ['steering', makeStrongWithoutSteering] as const,
  ['probation', makeStrongWithoutProbation] as const
])('stage-route-strong without %s', (_, make) => {
  for (const law of policyLaws(make)) test(law.name, law.check)
})
