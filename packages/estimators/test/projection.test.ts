import { makeProjection, projectInto } from '@stageroute/estimators'
import { makeStream, nextUniform } from '@stageroute/numeric'

const projected = (seed: number, embedding: ReadonlyArray<number>, to = 16) => {
  const out = new Float64Array(to).fill(NaN)
  expect(projectInto(makeProjection(embedding.length, to, seed), embedding, out)).toBe(true)
  return out
}

const product = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

const stream = makeStream(1, 'embeddings')
const embedding = (): ReadonlyArray<number> =>
  Array.from({ length: 384 }, () => nextUniform(stream) - 0.5)

const unit = (values: ReadonlyArray<number>): Float64Array => {
  const length = Math.hypot(...values)
  return Float64Array.from(values, (value) => value / length)
}

test('inner products of directions are kept on average over projections, within what is said of one', () => {
  const first = embedding()
  const second = first.map((value, i) => value + 0.7 * (embedding()[i] ?? 0))
  const truth = product(unit(first), unit(second))
  const errors = Array.from(
    { length: 400 },
    (_, seed) => product(projected(seed, first), projected(seed, second)) - truth
  )
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length
  const spread = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length)
  expect(Math.abs(mean)).toBeLessThan(0.06)
  expect(spread).toBeLessThan(Math.sqrt(2 / 16) * 1.1)
  expect(spread).toBeGreaterThan(0.1)
})

test('the length of an embedding does not matter, and the seed does', () => {
  const one = embedding()
  const longer = one.map((value) => 1000 * value)
  projected(3, longer).forEach((value, i) =>
    expect(value).toBeCloseTo(projected(3, one)[i] ?? NaN, 12)
  )
  expect(projected(4, one)).not.toEqual(projected(3, one))
  expect(projected(3, one)).toEqual(projected(3, one))
})

test.each([
  ['of another length', [1, 2]],
  ['with what is no number', [1, NaN, 2]],
  ['with what is too large', [1, Infinity, 2]],
  ['of nothing', [0, 0, 0]]
])('an embedding %s is refused, and nothing is written', (_, wrong) => {
  const out = new Float64Array(2).fill(7)
  expect(projectInto(makeProjection(3, 2, 1), wrong, out)).toBe(false)
  expect(Array.from(out)).toEqual([7, 7])
})
