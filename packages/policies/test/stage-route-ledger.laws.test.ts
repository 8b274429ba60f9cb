import { makeStageRouteLedger } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeStageRouteLedger)) test(law.name, law.check)
