import { makeStageRouteContextual } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeStageRouteContextual)) test(law.name, law.check)
