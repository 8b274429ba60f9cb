import * as fc from 'fast-check'
import * as E from 'fp-ts/Either'
import {
  availableIn,
  closeLease,
  leaseAccount,
  ledgerOfLease,
  makeLedger,
  openAccount,
  openLease,
  reserve,
  settle,
  writeOff,
  type Lease,
  type Ledger
} from '../src'

interface Replica {
  readonly lease: Lease
  readonly ledger: Ledger
  truly: number
}

const budget = 1000

/** What a replica does: sets aside, sends (the money is gone), and tells the cost or does not. */
const spend = (replica: Replica, amount: number, isTold: boolean): void => {
  const reserved = reserve(replica.ledger, { accounts: [leaseAccount], amount, now: 0 })
  if (E.isLeft(reserved)) return
  const cost = Math.floor(amount / 2)
  replica.truly += cost
  if (isTold) settle(replica.ledger, reserved.right.ticket, cost)
}

it('replicas together never spend more than the shared budget, whatever is lost', () => {
  const step = fc.record({
    kind: fc.constantFrom('open', 'spend', 'spend', 'spend', 'close', 'lose'),
    amount: fc.integer({ min: 1, max: 400 }),
    which: fc.nat(5),
    isTold: fc.boolean()
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const shared = makeLedger()
      openAccount(shared, 'team', { _tag: 'total', total: budget })
      const replicas: Array<Replica> = []
      let truly = 0
      for (const { kind, amount, which, isTold } of steps) {
        const replica = replicas[which % Math.max(1, replicas.length)]
        if (kind === 'open' || replica === undefined) {
          const granted = openLease(shared, { accounts: ['team'], amount, now: 0 })
          if (E.isRight(granted)) {
            const { lease } = granted.right
            replicas.push({ lease, ledger: ledgerOfLease(lease), truly: 0 })
          }
        } else if (kind === 'spend') {
          spend(replica, amount, isTold)
        } else {
          truly += replica.truly
          replicas.splice(replicas.indexOf(replica), 1)
          if (kind === 'close') closeLease(shared, replica.lease, replica.ledger)
          else writeOff(shared, replica.lease.ticket)
        }
        const all = replicas.reduce((sum, one) => sum + one.truly, truly)
        expect(all).toBeLessThanOrEqual(budget - availableIn(shared, 'team', 0))
        expect(availableIn(shared, 'team', 0)).toBeGreaterThanOrEqual(0)
      }
    }),
    { seed: 12, numRuns: 500 }
  )
})

it('what a replica did not spend comes back, what it has set aside does not', () => {
  const shared = makeLedger()
  openAccount(shared, 'team', { _tag: 'total', total: budget })
  const granted = openLease(shared, { accounts: ['team'], amount: 600, now: 0 })
  if (E.isLeft(granted)) throw new Error(granted.left._tag)
  const replica: Replica = {
    lease: granted.right.lease,
    ledger: ledgerOfLease(granted.right.lease),
    truly: 0
  }
  spend(replica, 100, true)
  spend(replica, 200, false)
  closeLease(shared, replica.lease, replica.ledger)
  expect(availableIn(shared, 'team', 0)).toBe(budget - 50 - 200)
  expect(closeLease(shared, replica.lease, replica.ledger)._tag).toBe('Left')
})
