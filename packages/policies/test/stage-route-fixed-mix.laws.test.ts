import { makeStageRouteFixedMix } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeStageRouteFixedMix)) test(law.name, law.check)
