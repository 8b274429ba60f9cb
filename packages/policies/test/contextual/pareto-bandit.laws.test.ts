import { makeParetoBandit } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeParetoBandit)) test(law.name, law.check)
