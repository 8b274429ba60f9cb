import { makeStageRouteStrong } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeStageRouteStrong)) test(law.name, law.check)
