import { makeLagrangeBwk } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeLagrangeBwk)) test(law.name, law.check)
