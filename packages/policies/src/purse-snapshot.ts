import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import { findBadEntry, invalidSnapshot } from '@stageroute/estimators'
import { restoreLedger, snapshotLedger } from '@stageroute/ledger'
import { keepNumbers, type Kept } from './kept'
import { purseAccount, type Purse } from './purse'

/** What a purse keeps: its ledger, and what it counts beside it. */
export const keepPurse = (purse: Purse): ReadonlyArray<Kept> => [
  keepLedger(purse),
  keepNumbers({
    layout: {
      kind: 'purse',
      version: 1,
      figures: ['size', 'ahead', 'underWay', 'spent', 'done'],
      columns: ['most'],
      lengthOf: ({ size }) => size ?? 0
    },
    read: () => ({
      figures: {
        size: purse.most.length,
        ahead: purse.carry.ahead,
        underWay: purse.ticket + 1,
        spent: purse.spent,
        done: purse.done
      },
      columns: { most: purse.most }
    }),
    findProblem: (snapshot) => {
      const { size } = snapshot.figures
      const isAmount = (value: number): boolean => value >= 0
      if (size !== purse.most.length)
        return invalidSnapshot('figures.size', `${size} arms, not as many as here`)
      const wrong = Object.entries(snapshot.figures).find(([, value]) => !isAmount(value))
      return wrong === undefined
        ? findBadEntry(snapshot, 'most', isAmount, 'is negative')
        : invalidSnapshot(`figures.${wrong[0]}`, 'is negative')
    },
    write: ({ figures, columns }) => {
      const { ahead = 0, underWay = 0, spent = 0, done = 0 } = figures
      Object.assign(purse, { ticket: underWay - 1, spent, done })
      purse.carry.ahead = ahead
      purse.most.set(columns['most'] ?? [])
    }
  })
]

/** The purse's own account must be there, or nothing could be paid. */
const keepLedger = (purse: Purse): Kept => ({
  name: 'ledger',
  snapshot: () => snapshotLedger(purse.ledger),
  open: (document) =>
    pipe(
      restoreLedger(document),
      E.mapLeft((error) =>
        error._tag === 'InvalidField'
          ? invalidSnapshot(error.field, error.problem)
          : invalidSnapshot('(whole document)', 'is no ledger')
      ),
      E.filterOrElse(
        ({ accounts }) => accounts.has(purseAccount),
        () => invalidSnapshot('accounts', `has no account "${purseAccount}"`)
      ),
      E.map((ledger) => () => void (purse.ledger = ledger))
    )
})
