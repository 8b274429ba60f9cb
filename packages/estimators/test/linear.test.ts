import {
  linearConfidence,
  linearStatus,
  makeLinearTable,
  maxRewardWeight,
  observeLinear,
  predictLinearInto,
  resetLinearArm,
  type LinearTable
} from '@stageroute/estimators'

const shape = { size: 2, dimension: 2, regularisation: 1, factor: 1, maxNorm: 2 }

const predict = (table: LinearTable, features: ReadonlyArray<number>, arm = 0) => {
  const out = new Float64Array(2)
  const status = predictLinearInto(table, arm, Float64Array.from(features), out)
  return { status, mean: out[0], width: out[1] }
}

test('without observations the prediction is 0, as wide as regularisation allows', () => {
  expect(predict(makeLinearTable({ ...shape, regularisation: 4 }), [1, 0])).toEqual({
    status: linearStatus.accepted,
    mean: 0,
    width: 0.5
  })
})

test('one observation moves the prediction in its direction only', () => {
  const table = makeLinearTable(shape)
  observeLinear(table, 0, Float64Array.of(1, 0), 1, 1, 0)
  expect(predict(table, [1, 0]).mean).toBe(0.5)
  expect(predict(table, [0, 1])).toMatchObject({ mean: 0, width: 1 })
})

test('an observation of weight 4 counts as four', () => {
  const table = makeLinearTable(shape)
  observeLinear(table, 0, Float64Array.of(1, 0), 1, 4, 0)
  expect(predict(table, [1, 0]).mean).toBe(0.8)
})

test('arms do not share what they learn', () => {
  const table = makeLinearTable(shape)
  observeLinear(table, 0, Float64Array.of(1, 0), 1, 1, 0)
  expect(predict(table, [1, 0], 1)).toMatchObject({ mean: 0, width: 1 })
})

test('an arm that is reset knows nothing', () => {
  const table = makeLinearTable(shape)
  observeLinear(table, 0, Float64Array.of(1, 1), 1, 1, 7)
  resetLinearArm(table, 0)
  expect({ ...table, product: 0, square: 0, work: 0 }).toEqual({
    ...makeLinearTable(shape),
    product: 0,
    square: 0,
    work: 0
  })
})

test('forgetting widens, and never past what regularisation allows', () => {
  const table = makeLinearTable({ ...shape, factor: 0.5 })
  const axis = Float64Array.of(1, 0)
  for (let query = 0; query < 20; query++) observeLinear(table, 0, axis, 1, 1, query)
  const narrow = predict(table, [1, 0]).width
  observeLinear(table, 0, Float64Array.of(0, 1), 1, 1, 5000)
  expect(predict(table, [1, 0]).width).toBeGreaterThan(narrow)
  expect(predict(table, [1, 0]).width).toBeCloseTo(1, 12)
  expect(predict(table, [1, 0]).mean).toBeCloseTo(0, 12)
})

test('the confidence starts at the norm of theta and the level', () => {
  const table = makeLinearTable({ ...shape, regularisation: 4 })
  expect(linearConfidence(table, 0, 8, 0.5, 1)).toBe(0.5 * 4 + 2)
})

const axis = Float64Array.of(1, 0)
test.each([
  ['an arm that does not exist', linearStatus.wrongArm, 2, axis, 1, 1, 1],
  ['too few features', linearStatus.wrongDimension, 0, Float64Array.of(1), 1, 1, 1],
  ['too many features', linearStatus.wrongDimension, 0, new Float64Array(3), 1, 1, 1],
  ['a feature that is no number', linearStatus.badFeatures, 0, Float64Array.of(NaN, 0), 1, 1, 1],
  [
    'a feature that is infinite',
    linearStatus.badFeatures,
    0,
    Float64Array.of(0, -Infinity),
    1,
    1,
    1
  ],
  ['features that are too long', linearStatus.badFeatures, 0, Float64Array.of(2, 0.1), 1, 1, 1],
  ['a value that is no number', linearStatus.badValue, 0, axis, NaN, 1, 1],
  ['a value past any', linearStatus.badValue, 0, axis, 1e300, 1, 1],
  ['a weight below 1', linearStatus.badValue, 0, axis, 1, 0.5, 1],
  ['a weight too large', linearStatus.badValue, 0, axis, 1, 2 * maxRewardWeight, 1],
  ['a query that is not whole', linearStatus.badValue, 0, axis, 1, 1, 0.5]
])('%s is refused and changes nothing', (_, expected, arm, features, value, weight, query) => {
  const table = makeLinearTable({ ...shape, factor: 0.9 })
  observeLinear(table, 0, Float64Array.of(1, 1), 1, 1, 0)
  const before = structuredClone(table)
  expect(observeLinear(table, arm, features, value, weight, query)).toBe(expected)
  expect({ ...table, work: 0 }).toEqual({ ...before, work: 0, rejected: 1 })
})

test('a prediction that is refused writes nothing', () => {
  const out = Float64Array.of(7, 7)
  const table = makeLinearTable(shape)
  expect(predictLinearInto(table, 0, Float64Array.of(NaN, 0), out)).toBe(linearStatus.badFeatures)
  expect(Array.from(out)).toEqual([7, 7])
})

test('an inverse spoilt by rounding is computed afresh', () => {
  const table = makeLinearTable(shape)
  observeLinear(table, 0, axis, 1, 1, 0)
  table.inverse[0] = -1
  const { status, mean, width } = predict(table, [1, 0])
  expect(status).toBe(linearStatus.accepted)
  expect(mean).toBeCloseTo(0.5, 12)
  expect(width).toBeCloseTo(Math.SQRT1_2, 12)
})

test('an inverse is computed afresh now and then, whatever has become of it', () => {
  const table = makeLinearTable(shape)
  const sound = makeLinearTable(shape)
  observeLinear(table, 0, axis, 1, 1, 0)
  observeLinear(sound, 0, axis, 1, 1, 0)
  table.inverse[3] = 0.9
  for (let query = 1; query < 65; query++)
    for (const one of [table, sound]) observeLinear(one, 0, axis, 1, 1, query)
  expect(table.updates[0]).toBe(1)
  expect(predict(table, [0, 1])).toEqual(predict(sound, [0, 1]))
})

test('a matrix that is not positive definite is told, and left alone', () => {
  const table = makeLinearTable(shape)
  table.gram[0] = -5
  table.inverse[0] = -1
  const before = structuredClone(table)
  expect(predict(table, [1, 0]).status).toBe(linearStatus.lostDefiniteness)
  expect(observeLinear(table, 0, axis, 1, 1, 0)).toBe(linearStatus.lostDefiniteness)
  expect({ ...table, rejected: 0, product: 0, square: 0, work: 0 }).toEqual({
    ...before,
    product: 0,
    square: 0,
    work: 0
  })
  expect(table.rejected).toBe(1)
})
