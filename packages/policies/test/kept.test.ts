import { makeStageRouteLedger, type Policy } from '@stageroute/policies'
import { settingsWith, blank, observe } from './settings'

const played = (): Policy => {
  const policy = makeStageRouteLedger(settingsWith({ openingFloat: 0.5 }))
  policy.arrive(0.6, 0.02)
  policy.arrive(0.6, 0.01)
  policy.startStage(0)
  for (let query = 0; query < 5; query++) observe(policy, policy.route(blank), 1, 0.004)
  policy.route(blank)
  return policy
}

type Parts = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const documentOf = (policy: Policy) =>
  JSON.parse(JSON.stringify(policy.snapshot())) as { policy: string; version: number; parts: Parts }

test.each([
  ['table', 'checksum'],
  ['capacities', 'checksum'],
  ['ledger', 'nextTicket'],
  ['purse', 'checksum'],
  ['router', 'health']
])('when its part %s is spoilt, nothing of a snapshot is written', (part, field) => {
  const policy = played()
  const kept = documentOf(policy)
  const spoilt = { ...kept.parts, [part]: { ...kept.parts[part], [field]: -1 } }
  observe(policy, 0, 1, 0.004)
  const before = documentOf(policy)
  const restored = policy.restore({ ...kept, parts: spoilt })
  expect(restored._tag === 'Left' && restored.left.field.split('.').slice(0, 2)).toEqual([
    'parts',
    part
  ])
  expect(documentOf(policy)).toEqual(before)
})

test('the snapshot of another policy, or of another version, is refused', () => {
  const policy = played()
  const kept = documentOf(policy)
  expect(policy.restore({ ...kept, policy: 'greedy' })).toMatchObject({ left: { field: 'policy' } })
  expect(policy.restore({ ...kept, version: 2 })).toMatchObject({ left: { field: 'version' } })
})

test('a ledger without the purse’s account is refused', () => {
  const policy = played()
  const kept = documentOf(policy)
  const ledger = { ...kept.parts['ledger'], accounts: [], reservations: [] }
  expect(policy.restore({ ...kept, parts: { ...kept.parts, ledger } })).toMatchObject({
    left: { field: 'parts.ledger.accounts' }
  })
})

test('a query of which nobody tells what it cost is paid in full', () => {
  const policy = makeStageRouteLedger(settingsWith({ openingFloat: 0.5 }))
  policy.arrive(1, 0.02)
  policy.startStage(0)
  for (let query = 0; query < 4; query++) policy.route(blank)
  const { ledger, purse } = documentOf(policy).parts
  expect(ledger?.['accounts']).toMatchObject([{ spent: 60_000, reserved: 20_000 }])
  expect((purse?.['figures'] as Record<string, number>)['spent']).toBeCloseTo(0.06, 12)
})
