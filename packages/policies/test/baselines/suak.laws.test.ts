import { makeSuak } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makeSuak)) test(law.name, law.check)
