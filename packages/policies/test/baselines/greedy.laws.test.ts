import { makeGreedy } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeGreedy)) test(law.name, law.check)
