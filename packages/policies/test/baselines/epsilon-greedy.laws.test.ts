import { makeEpsilonGreedy } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeEpsilonGreedy)) test(law.name, law.check)
