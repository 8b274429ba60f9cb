import { blankAccount, makeAccount, type Account } from './account'
import { makeDraws, type Draws } from './draws'
import { makeFlakiness, type Fault } from './fault'
import type { Catalogue } from './read-ask'
import type { SimulatedModel } from './simulated-model'

/** What a running upstream knows. */
export interface Simulation {
  readonly account: Account
  readonly keepsAccount: boolean
  readonly draws: Draws
  /** The fault that is meant, for this request. */
  readonly occurring: (fault: Fault) => Fault
  /** The number of the request that comes next, from 0. */
  readonly nextNumber: () => number
  readonly catalogue: () => Catalogue
  readonly replace: (figures: ReadonlyArray<SimulatedModel>) => void
  /** What `authorization` has to be; null lets everybody in. */
  readonly authorization: string | null
}

const catalogueOf = (figures: ReadonlyArray<SimulatedModel>): Catalogue =>
  new Map(figures.map((one) => [one.name, one]))

export const makeSimulation = (
  figures: ReadonlyArray<SimulatedModel>,
  seed: number,
  key: string | null,
  keepsAccount: boolean
): Simulation => {
  let catalogue = catalogueOf(figures)
  let next = 0
  return {
    account: keepsAccount ? makeAccount() : blankAccount,
    keepsAccount,
    draws: makeDraws(seed),
    occurring: makeFlakiness(),
    nextNumber: () => next++,
    catalogue: () => catalogue,
    replace: (others) => {
      catalogue = catalogueOf(others)
    },
    authorization: key === null ? null : `Bearer ${key}`
  }
}
