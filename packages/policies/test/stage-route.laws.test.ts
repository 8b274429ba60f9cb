import { makeStageRoute } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeStageRoute)) test(law.name, law.check)
