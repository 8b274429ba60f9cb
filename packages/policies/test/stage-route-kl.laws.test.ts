import { makeStageRouteKl } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeStageRouteKl)) test(law.name, law.check)
