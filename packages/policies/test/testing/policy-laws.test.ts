import { makeUniform } from '@stageroute/policies'
import { policyLaws } from '@stageroute/policies/testing'
import { brokenPolicies, type MakePolicy } from './broken-policies'
import { makeThrifty } from './thrifty-policy'

const lawOf = (make: MakePolicy, name: string) => {
  const law = policyLaws(make).find((one) => one.name.startsWith(name))
  if (law === undefined) throw new Error(`no law "${name}"`)
  return law
}

const names = policyLaws(makeUniform).map(({ name }) => name)

test('laws have distinct names', () => {
  expect(new Set(names).size).toBe(names.length)
})

test.each(names)('some policy breaks: %s', (name) => {
  expect(brokenPolicies.some(([law]) => name.startsWith(law))).toBe(true)
})

test.each(brokenPolicies.map(([law, make], i) => [law, i, make] as const))(
  'a policy that breaks it is refused: %s (%d)',
  (law, _, make) => {
    expect(lawOf(make, law).check).toThrow(/budget|capacities|arms?|slots?/)
  }
)

test.each(policyLaws(makeThrifty))('a ledger that leaves queries unserved obeys: $name', (law) => {
  expect(law.check).not.toThrow()
})

test('a ledger that opens with more than it says is refused', () => {
  const make: MakePolicy = (settings) =>
    makeThrifty({ ...settings, openingFloat: 2 * settings.openingFloat })
  expect(lawOf(make, 'has at no query spent more').check).toThrow(/ budget, query \d+: spent /)
})

test('a refusal names scenario, query and what was seen', () => {
  const [, unserved] = brokenPolicies.find(([law]) => law.startsWith('routes to arms of')) ?? []
  expect(lawOf(unserved ?? makeUniform, 'routes to arms of').check).toThrow(
    /^ample budget, query 0: arm -1 drawn from \[.*\] over deployed \[0, 1, 2\]$/
  )
})
