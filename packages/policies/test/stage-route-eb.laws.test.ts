import { makeStageRouteEb } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeStageRouteEb)) test(law.name, law.check)
