import { makeStageRouteFillLeastTried } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeStageRouteFillLeastTried)) test(law.name, law.check)
