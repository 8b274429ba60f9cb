import { checkTolerances } from '../src'
import { findingsIn, lines } from './repository-of'

test('refuses a tolerance outside its home', () => {
  const source = lines('const rounding = 8 * Number.EPSILON', 'const isZero = x < 1e-9')
  expect(findingsIn(checkTolerances, { 'packages/a/src/a.ts': source })).toEqual([
    'packages/a/src/a.ts:1 Number.EPSILON belongs into packages/numeric/src/tolerance.ts, with a name',
    'packages/a/src/a.ts:2 1e-9 belongs into packages/numeric/src/tolerance.ts, with a name'
  ])
})

test('accepts its home, published figures, comments and ordinary numbers', () => {
  expect(
    findingsIn(checkTolerances, {
      'packages/numeric/src/tolerance.ts': 'export const tolerance = { share: 1e-12 }',
      'packages/datasets/src/figures/prices.ts': 'export const price = 2.5e-6',
      'packages/a/src/a.ts': '// below 1e-9\nexport const half = 0.5 + 1e3'
    })
  ).toEqual([])
})
