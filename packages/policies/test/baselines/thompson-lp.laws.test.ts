import { makeThompsonLp } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeThompsonLp)) test(law.name, law.check)
