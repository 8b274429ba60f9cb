import { makePdBwk } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makePdBwk)) test(law.name, law.check)
