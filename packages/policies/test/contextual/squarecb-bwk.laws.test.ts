import { makeSquareCbBwk } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeSquareCbBwk)) test(law.name, law.check)
