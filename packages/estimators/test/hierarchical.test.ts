import {
  forgetHierarchical,
  learnHierarchicalPrior,
  makeHierarchicalTable,
  observeHierarchical,
  predictHierarchicalInto,
  restoreHierarchical,
  snapshotHierarchical,
  updateHierarchical,
  type HierarchicalTable
} from '@stageroute/estimators'
import { makeStream, nextUniform } from '@stageroute/numeric'

const prior = { levelSpread: 0.15, featureSpread: 0.1, arms: 5 }
const easy = Float64Array.of(1, 1, 0)
const hard = Float64Array.of(1, 0, 1)

const make = (size = 4): HierarchicalTable => makeHierarchicalTable({ size, dimension: 3, prior })

const predict = (table: HierarchicalTable, arm: number, row: Float64Array) => {
  const out = new Float64Array(2)
  predictHierarchicalInto(table, arm, row, out)
  return { mean: out[0] ?? NaN, variance: out[1] ?? NaN }
}

/** Arms of rising quality; queries of the second kind are worth 0.4 less, whoever answers. */
const taught = (): HierarchicalTable => {
  const table = make()
  const stream = makeStream(1, 'rewards')
  for (let i = 0; i < 900; i++) {
    const arm = i % 3
    const row = nextUniform(stream) < 0.5 ? easy : hard
    const mean = 0.6 + 0.1 * arm - (row === hard ? 0.4 : 0)
    observeHierarchical(table, arm, row, nextUniform(stream) < mean ? 1 : 0)
  }
  learnHierarchicalPrior(table)
  return table
}

test('before anything was seen every arm is in the middle, as far apart as the prior says', () => {
  const { mean, variance } = predict(make(), 0, easy)
  expect(mean).toBeCloseTo(0.5, 12)
  expect(variance).toBeCloseTo(0.15 ** 2 + 0.1 ** 2, 12)
})

test('an observed arm is the posterior of a normal prior', () => {
  const table = makeHierarchicalTable({ size: 1, dimension: 1, prior })
  const row = Float64Array.of(1)
  for (let i = 0; i < 8; i++) observeHierarchical(table, 0, row, i % 2)
  updateHierarchical(table, 0)
  // Variance of a reward 0.25: precision 1 / 0.0225 + 8 / 0.25.
  const precision = 1 / 0.0225 + 32
  expect(predict(table, 0, row).variance).toBeCloseTo(1 / precision, 12)
  expect(predict(table, 0, row).mean).toBeCloseTo(0.5, 12)
})

test('a new arm is expected to find hard what is hard for the others', () => {
  const table = taught()
  expect(predict(table, 3, easy).mean - predict(table, 3, hard).mean).toBeGreaterThan(0.25)
  const untaught = make()
  expect(predict(untaught, 3, easy).mean).toBeCloseTo(predict(untaught, 3, hard).mean, 12)
})

test('arms that were seen often are known by kind', () => {
  const table = taught()
  for (const arm of [0, 1, 2]) {
    expect(Math.abs(predict(table, arm, easy).mean - 0.6 - 0.1 * arm)).toBeLessThan(0.12)
    expect(Math.abs(predict(table, arm, hard).mean - 0.2 - 0.1 * arm)).toBeLessThan(0.12)
  }
})

test('a forgotten arm is a new one', () => {
  const table = taught()
  forgetHierarchical(table, 0)
  expect(predict(table, 0, easy)).toEqual(predict(table, 3, easy))
})

test.each([
  ['reward', 0, easy, 1.5],
  ['no number', 0, easy, NaN],
  ['arm', 4, easy, 1],
  ['features', 0, Float64Array.of(1), 1],
  ['feature', 0, Float64Array.of(1, NaN, 0), 1]
])('an impossible %s changes nothing and is counted', (_, arm, row, reward) => {
  const table = make()
  expect(observeHierarchical(table, arm, row, reward)).toBe(false)
  expect(table.rejected).toBe(1)
  expect(Array.from(table.pulls)).toEqual([0, 0, 0, 0])
})

test('a snapshot goes on as the kept table would have, to the last bit', () => {
  const kept = taught()
  const document: unknown = JSON.parse(JSON.stringify(snapshotHierarchical(kept)))
  const other = make()
  expect(restoreHierarchical(other, document)._tag).toBe('Right')
  for (const table of [kept, other]) {
    observeHierarchical(table, 1, hard, 1)
    learnHierarchicalPrior(table)
  }
  expect(snapshotHierarchical(other)).toEqual(snapshotHierarchical(kept))
})

test('a snapshot of another shape, or with a covariance that is none, is refused and changes nothing', () => {
  const document = snapshotHierarchical(taught())
  expect(restoreHierarchical(make(2), document)._tag).toBe('Left')
  const broken = taught()
  broken.spread[0] = -1
  const table = make()
  const before = snapshotHierarchical(table)
  const refused = restoreHierarchical(table, snapshotHierarchical(broken))
  expect(refused).toMatchObject({ _tag: 'Left', left: { field: 'columns.spread' } })
  expect(snapshotHierarchical(table)).toEqual(before)
})
