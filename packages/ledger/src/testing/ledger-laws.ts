import { invariant, type Law } from '@stageroute/numeric'
import type { LedgerOperations } from './operations'
import { allowedIn, openWorld, stepWorld, type World } from './world'

/**
 * How long and in how many worlds the laws are tried.
 *
 * @category law
 * @since 0.1.0
 */
export interface LedgerLawOptions {
  readonly worlds: number
  readonly steps: number
}

/**
 * What the laws are run with unless told otherwise.
 *
 * @category law
 * @since 0.1.0
 */
export const defaultLedgerLawOptions: LedgerLawOptions = { worlds: 100, steps: 300 }

/**
 * Returns the laws that every ledger obeys, in worlds where queries run side by side, costs are told late, twice or never, and crashes fall between any
 * two steps: nothing is spent, truly or by the books, beyond an allowance; the books cover what was truly spent; the ledger is what its events make.
 *
 * Errors: a law's `check` throws with the seed of the world and what was seen.
 *
 * @category law
 * @since 0.1.0
 * @example
 * import * as ledger from '@stageroute/ledger'
 * import { ledgerLaws } from '@stageroute/ledger/testing'
 *
 * ledgerLaws(ledger).map(({ name }) => name).length // => 4
 */
export const ledgerLaws = (
  operations: LedgerOperations,
  options: LedgerLawOptions = defaultLedgerLawOptions
): ReadonlyArray<Law> => {
  const law = (name: string, check: (world: World, seed: number) => void): Law => ({
    name,
    check: () => {
      for (let seed = 0; seed < options.worlds; seed++) {
        const world = openWorld(operations, seed)
        for (let step = 0; step < options.steps; step++) {
          stepWorld(world)
          check(world, seed)
        }
      }
    }
  })
  return [
    law('what is spent and set aside never exceeds an allowance', checkBooks),
    law('what was truly spent never exceeds what the books say', checkProvider),
    law('the ledger is what its events make', checkReplay),
    law('what is set aside is the sum of the reservations', checkReservations)
  ]
}

const demand = (holds: boolean, seed: number, what: string): void =>
  invariant(holds, `world ${seed}: ${what}`)

const checkBooks = (world: World, seed: number): void => {
  for (const [name, { spent, reserved }] of world.ledger.accounts) {
    const allowed = allowedIn(world, name)
    demand(spent + reserved <= allowed, seed, `${name}: ${spent} + ${reserved} of ${allowed}`)
    demand(spent >= 0 && reserved >= 0, seed, `${name}: ${spent} spent, ${reserved} reserved`)
  }
}

const checkProvider = (world: World, seed: number): void => {
  for (const [name, truly] of world.provider) {
    const account = world.ledger.accounts.get(name)
    const booked = (account?.spent ?? 0) + (account?.reserved ?? 0)
    demand(truly <= booked, seed, `${name}: ${truly} spent, ${booked} in the books`)
  }
}

const checkReplay = (world: World, seed: number): void => {
  const { accounts, reservations, nextTicket, overrun } = world.operations.replay([
    ...world.kept,
    ...world.pending
  ])
  const again = { accounts: [...accounts], reservations: [...reservations], nextTicket, overrun }
  const here = {
    accounts: [...world.ledger.accounts],
    reservations: [...world.ledger.reservations],
    nextTicket: world.ledger.nextTicket,
    overrun: world.ledger.overrun
  }
  demand(
    JSON.stringify(again) === JSON.stringify(here),
    seed,
    `replayed ${JSON.stringify(again)}, was ${JSON.stringify(here)}`
  )
}

const checkReservations = (world: World, seed: number): void => {
  for (const [name, { reserved }] of world.ledger.accounts) {
    let sum = 0
    for (const { accounts, amount, isExpired } of world.ledger.reservations.values()) {
      if (!isExpired && accounts.includes(name)) sum += amount
    }
    demand(sum === reserved, seed, `${name}: ${reserved} set aside, reservations of ${sum}`)
  }
}
