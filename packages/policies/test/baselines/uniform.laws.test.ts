import { makeUniform } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeUniform)) test(law.name, law.check)
