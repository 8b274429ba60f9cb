import * as fc from 'fast-check'
import {
  addArm,
  makeArmTable,
  observe,
  type ArmTable,
  type PaperIndex
} from '@stageroute/estimators'

/** Scaled to the domain: rewards in steps of 0.001, costs in steps of a millionth of a USD. */
export const reward = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000)
export const cost = fc.integer({ min: 0, max: 20_000 }).map((n) => n / 1e6)
export const gamma = fc.constantFrom(0, 0.1, 1, 15.9)

export const observation = fc.record({ reward, cost })
export const observations = fc.array(observation, { minLength: 1, maxLength: 60 })
export type Observation = { readonly reward: number; readonly cost: number }

export const paperIndex: fc.Arbitrary<PaperIndex> = fc.record({
  gamma,
  costScale: fc.integer({ min: 1, max: 20_000 }).map((n) => n / 1e6),
  costMin: fc.constantFrom(0, 1e-6, 1e-5),
  costMax: fc.constantFrom(0.001, 0.02, 0.05)
})

/** A table of one arm with these observations. */
export const tableOf = (seen: ReadonlyArray<Observation>): ArmTable => {
  const table = makeArmTable(1)
  addArm(table)
  seen.forEach((one) => observe(table, 0, one.reward, one.cost))
  return table
}

/** A table of one arm that saw the same observation again and again. */
export const tableOfRepeated = (pulls: number, reward: number, cost: number): ArmTable =>
  tableOf(Array.from({ length: pulls }, () => ({ reward, cost })))
