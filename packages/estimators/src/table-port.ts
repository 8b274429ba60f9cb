import {
  addArm,
  makeArmTable,
  observe,
  observeCost,
  observeReward,
  type ArmTable
} from './arm-table'
import { restoreTable, snapshotTable } from './arm-table-snapshot'
import { setCostPrior } from './cost-prior'
import type { Estimator } from './estimator'

/** The part of an estimator that is its table's. */
export type TablePort = Pick<
  Estimator,
  | 'table'
  | 'addArm'
  | 'setCostPrior'
  | 'observe'
  | 'observeReward'
  | 'observeCost'
  | 'snapshot'
  | 'restore'
>

/** What estimators have in common that know nothing but a table. */
export const openTable = (maxArms: number): TablePort => {
  const table: ArmTable = makeArmTable(maxArms)
  return {
    table,
    addArm: () => addArm(table),
    setCostPrior: (arm, cost, pulls) => setCostPrior(table, arm, cost, pulls),
    observe: (arm, reward, cost) => observe(table, arm, reward, cost),
    observeReward: (arm, reward, weight) => observeReward(table, arm, reward, weight),
    observeCost: (arm, cost) => observeCost(table, arm, cost),
    snapshot: () => snapshotTable(table),
    restore: (document) => restoreTable(table, document)
  }
}
