import { makeDualDescent } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeDualDescent)) test(law.name, law.check)
