import { makeStageRouteTopK } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeStageRouteTopK)) test(law.name, law.check)
