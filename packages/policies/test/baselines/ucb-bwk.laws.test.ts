import { makeUcbBwk } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeUcbBwk)) test(law.name, law.check)
