import { addArm, makeArmTable, mergeTables, setCostPrior } from '@stageroute/estimators'

const tableOfArms = (arms: number, room = 4) => {
  const table = makeArmTable(room)
  for (let arm = 0; arm < arms; arm++) addArm(table)
  return table
}

test('tables of different arms are refused', () => {
  expect(mergeTables(tableOfArms(2), tableOfArms(3))).toEqual({
    _tag: 'Left',
    left: { _tag: 'UnequalTables', field: 'size', problem: '2 on the left, 3 on the right' }
  })
})

test('tables of different room are refused', () => {
  expect(mergeTables(tableOfArms(2, 4), tableOfArms(2, 5))).toMatchObject({
    left: { field: 'priorPulls.length' }
  })
})

test('tables of different priors are refused', () => {
  const left = tableOfArms(2)
  setCostPrior(left, 1, 0.5, 3)
  const right = tableOfArms(2)
  expect(mergeTables(left, right)).toMatchObject({ left: { field: 'priorCost[1]' } })
  setCostPrior(right, 1, 0.5, 4)
  expect(mergeTables(left, right)).toMatchObject({ left: { field: 'priorPulls[1]' } })
})

test('a prior that both share counts once', () => {
  const [left, right] = [tableOfArms(1), tableOfArms(1)]
  setCostPrior(left, 0, 0.5, 3)
  setCostPrior(right, 0, 0.5, 3)
  expect(mergeTables(left, right)).toMatchObject({
    right: { priorPulls: Float64Array.of(3, 0, 0, 0) }
  })
})
