import { makeLinUcb } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeLinUcb)) test(law.name, law.check)
