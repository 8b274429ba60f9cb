import * as E from 'fp-ts/Either'
import { makeArmTable, type ArmTable } from './arm-table'
import { mergeMomentsInto } from './moments'

/**
 * Why two tables cannot be merged: which field differs.
 *
 * @category error
 * @since 0.1.0
 */
export interface UnequalTables {
  readonly _tag: 'UnequalTables'
  readonly field: string
  readonly problem: string
}

const findDifference = (left: ArmTable, right: ArmTable): UnequalTables | undefined => {
  const differ = (field: string, a: number, b: number): UnequalTables => ({
    _tag: 'UnequalTables',
    field,
    problem: `${a} on the left, ${b} on the right`
  })
  const room = left.priorPulls.length
  if (left.size !== right.size) return differ('size', left.size, right.size)
  if (room !== right.priorPulls.length)
    return differ('priorPulls.length', room, right.priorPulls.length)
  for (const field of ['priorCost', 'priorPulls'] as const) {
    const arm = left[field].findIndex((value, i) => value !== right[field][i])
    if (arm >= 0) return differ(`${field}[${arm}]`, left[field][arm], right[field][arm])
  }
  return undefined
}

/**
 * Returns the table of what two replicas observed together; their arms must be the same, in the same order, with the same cost priors,
 * which count once. Exchanging the two changes no bit; grouping three differently changes rounding only.
 *
 * Requires: observations that are in one of the tables only. Two copies of one snapshot that both go on would count it twice.
 * Errors: `UnequalTables` with the field that differs.
 * Cost: O(arms) time and memory.
 *
 * @category statistics
 * @since 0.1.0
 * @example
 * import { addArm, makeArmTable, mergeTables, observe } from '@stageroute/estimators'
 *
 * const [left, right] = [makeArmTable(2), makeArmTable(2)]
 * observe(left, addArm(left), 1, 0.002)
 * observe(right, addArm(right), 0.5, 0.004)
 * const merged = mergeTables(left, right)
 * merged._tag === 'Right' && merged.right.reward.mean[0] // => 0.75
 */
export const mergeTables = (left: ArmTable, right: ArmTable): E.Either<UnequalTables, ArmTable> => {
  const difference = findDifference(left, right)
  if (difference !== undefined) return E.left(difference)
  const merged = makeArmTable(left.priorPulls.length)
  merged.size = left.size
  mergeMomentsInto(left.reward, right.reward, merged.reward)
  mergeMomentsInto(left.cost, right.cost, merged.cost)
  merged.priorCost.set(left.priorCost)
  merged.priorPulls.set(left.priorPulls)
  merged.rejected = left.rejected + right.rejected
  return E.right(merged)
}
