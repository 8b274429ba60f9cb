import { makeRouteLlmThreshold } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeRouteLlmThreshold)) test(law.name, law.check)
