import { makeKnn } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeKnn)) test(law.name, law.check)
