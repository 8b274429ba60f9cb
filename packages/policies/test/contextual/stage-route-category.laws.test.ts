import { makeStageRouteCategory } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeStageRouteCategory)) test(law.name, law.check)
