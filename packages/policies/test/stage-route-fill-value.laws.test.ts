import { makeStageRouteFillValue } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeStageRouteFillValue)) test(law.name, law.check)
