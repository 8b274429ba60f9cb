import * as fc from 'fast-check'
import { makeStream, nextUniform } from '@stageroute/numeric'
import {
  linearConfidence,
  makeLinearTable,
  observeLinear,
  predictLinearInto,
  type LinearTable
} from '@stageroute/estimators'

/** Solves A x = b by elimination with pivots: nothing in common with the code under test. */
const solve = (matrix: ReadonlyArray<ReadonlyArray<number>>, right: ReadonlyArray<number>) => {
  const rows = matrix.map((row, i) => [...row, right[i]])
  const size = rows.length
  for (let k = 0; k < size; k++) {
    let pivot = k
    for (let i = k + 1; i < size; i++)
      if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) pivot = i
    ;[rows[k], rows[pivot]] = [rows[pivot], rows[k]]
    for (let i = 0; i < size; i++) {
      if (i === k) continue
      const times = rows[i][k] / rows[k][k]
      for (let j = k; j <= size; j++) rows[i][j] -= times * rows[k][j]
    }
  }
  return rows.map((row, i) => row[size] / row[i])
}

interface Row {
  readonly features: Float64Array
  readonly value: number
  readonly weight: number
  readonly query: number
}

/** The normal equations by their definition, every row weighted by its age. */
const predictByDefinition = (
  rows: ReadonlyArray<Row>,
  table: LinearTable,
  now: number,
  features: Float64Array
) => {
  const { dimension, factor } = table
  const matrix = Array.from({ length: dimension }, () => Array<number>(dimension).fill(0))
  const right = Array<number>(dimension).fill(0)
  for (const row of rows) {
    const weight = row.weight * factor ** (now - row.query)
    for (let i = 0; i < dimension; i++) {
      right[i] += weight * row.value * row.features[i]
      for (let j = 0; j < dimension; j++) matrix[i][j] += weight * row.features[i] * row.features[j]
    }
  }
  for (let i = 0; i < dimension; i++) matrix[i][i] += table.rho[0]
  const dot = (left: ReadonlyArray<number>) => left.reduce((sum, x, i) => sum + x * features[i], 0)
  return {
    mean: dot(solve(matrix, right)),
    width: Math.sqrt(dot(solve(matrix, Array.from(features))))
  }
}

const drawFeatures = (stream: ReturnType<typeof makeStream>, dimension: number, spread: number) =>
  Float64Array.from({ length: dimension }, (_, i) =>
    i === 0 ? 1 : (nextUniform(stream) - 0.5) * spread ** i
  )

/** `spread` below 1 makes the later features ever smaller, and the matrix badly conditioned. */
const play = (seed: number, dimension: number, factor: number, spread: number, length: number) => {
  const stream = makeStream(seed, 'linear')
  const table = makeLinearTable({ size: 1, dimension, regularisation: 0.1, factor, maxNorm: 4 })
  const rows = Array.from({ length }, (_, query) => ({
    features: drawFeatures(stream, dimension, spread),
    value: nextUniform(stream),
    weight: query % 7 === 0 ? 3 : 1,
    query
  }))
  for (const { features, value, weight, query } of rows)
    observeLinear(table, 0, features, value, weight, query)
  return { table, rows, stream }
}

test.each([
  [1, 1],
  [1, 0.3],
  [0.999, 1],
  [0.9, 0.3]
])(
  'after 10,000 updates, factor %d, spread %d, the normal equations are solved',
  (factor, spread) => {
    const { table, rows, stream } = play(91, 6, factor, spread, 10_000)
    const out = new Float64Array(2)
    for (let i = 0; i < 5; i++) {
      const features = drawFeatures(stream, 6, spread)
      predictLinearInto(table, 0, features, out)
      const expected = predictByDefinition(rows, table, 9_999, features)
      expect(Math.abs(out[0] - expected.mean)).toBeLessThan(1e-9)
      expect(Math.abs(out[1] / expected.width - 1)).toBeLessThan(1e-9)
    }
  }
)

test('regularisation stays between one half and all of what was asked for', () => {
  for (const factor of [1, 0.999, 0.9, 0.2]) {
    const { table } = play(92, 3, factor, 1, 300)
    expect(table.rho[0]).toBeGreaterThanOrEqual(0.05)
    expect(table.rho[0]).toBeLessThanOrEqual(0.1)
  }
})

test('symmetry is kept to the last bit', () => {
  const { table } = play(93, 5, 0.99, 0.5, 1000)
  for (let i = 0; i < 5; i++)
    for (let j = 0; j < i; j++) {
      expect(table.inverse[5 * i + j]).toBe(table.inverse[5 * j + i])
      expect(table.gram[5 * i + j]).toBe(table.gram[5 * j + i])
    }
})

test('the determinant is kept up', () => {
  for (const factor of [1, 0.99]) {
    const { table } = play(94, 2, factor, 1, 777)
    const [a, b, , d] = Array.from(table.gram)
    const rho = table.rho[0]
    const determinant = (a + rho) * (d + rho) - b * b
    expect(table.logDeterminant[0]).toBeCloseTo(Math.log(determinant), 9)
  }
})

const entry = fc.integer({ min: -100, max: 100 }).map((n) => n / 100)
const rowsOf = fc.array(
  fc.record({
    features: fc.tuple(entry, entry, entry).map((row) => Float64Array.from(row)),
    value: entry,
    query: fc.integer({ min: 0, max: 30 })
  }),
  { minLength: 1, maxLength: 60 }
)

test('rows may come in any order: what is late weighs what it would by now', () => {
  const twoOrders = rowsOf.chain((rows) =>
    fc.tuple(
      fc.constant(rows),
      fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })
    )
  )
  fc.assert(
    fc.property(twoOrders, ([rows, shuffled]) => {
      const answers = [rows, shuffled].map((order) => {
        const table = makeLinearTable({
          size: 1,
          dimension: 3,
          regularisation: 1,
          // So little that the regularisation is never put back, which depends on the order.
          factor: 0.99,
          maxNorm: 2
        })
        const out = new Float64Array(2)
        for (const row of order) observeLinear(table, 0, row.features, row.value, 1, row.query)
        // Bring both to the same query.
        observeLinear(table, 0, new Float64Array(3), 0, 1, 30)
        predictLinearInto(table, 0, rows[0].features, out)
        return Array.from(out)
      })
      expect(answers[1][0]).toBeCloseTo(answers[0][0], 9)
      expect(answers[1][1]).toBeCloseTo(answers[0][1], 9)
    }),
    { seed: 95 }
  )
})

test('without forgetting, an observation never widens a prediction', () => {
  fc.assert(
    fc.property(rowsOf, (rows) => {
      const table = makeLinearTable({
        size: 1,
        dimension: 3,
        regularisation: 1,
        factor: 1,
        maxNorm: 2
      })
      const out = new Float64Array(2)
      let last = Infinity
      for (const row of rows) {
        predictLinearInto(table, 0, rows[0].features, out)
        expect(out[1]).toBeLessThanOrEqual(last * (1 + 1e-12))
        last = out[1]
        observeLinear(table, 0, row.features, row.value, 1, row.query)
      }
    }),
    { seed: 96 }
  )
})

test('the confidence holds at all times and in all directions, as often as promised', () => {
  const theta = [0.5, 0.2, -0.1]
  const probes = [
    Float64Array.of(1, 0.5, 0.5),
    Float64Array.of(1, -0.5, 0.2),
    Float64Array.of(0, 0, 1)
  ]
  const truth = (features: Float64Array) => theta.reduce((sum, x, i) => sum + x * features[i], 0)
  const out = new Float64Array(2)
  let missed = 0
  const runs = 200
  for (let run = 0; run < runs; run++) {
    const stream = makeStream(run, 'confidence')
    const table = makeLinearTable({
      size: 1,
      dimension: 3,
      regularisation: 1,
      factor: 1,
      maxNorm: 2
    })
    let isHeld = true
    for (let query = 0; query < 200; query++) {
      const features = drawFeatures(stream, 3, 1)
      observeLinear(table, 0, features, nextUniform(stream) < truth(features) ? 1 : 0, 1, query)
      const times = linearConfidence(table, 0, Math.log(1 / 0.1), 0.5, 0.55)
      for (const probe of probes) {
        predictLinearInto(table, 0, probe, out)
        if (Math.abs(out[0] - truth(probe)) > times * out[1]) isHeld = false
      }
    }
    if (!isHeld) missed++
  }
  expect(missed / runs).toBeLessThanOrEqual(0.1)
})
