import { makePessimisticOptimistic } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'

for (const law of policyLaws(makePessimisticOptimistic)) test(law.name, law.check)
