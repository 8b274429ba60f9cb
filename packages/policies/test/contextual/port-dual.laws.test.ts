import { makePortDual } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makePortDual)) test(law.name, law.check)
