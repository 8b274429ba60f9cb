import { columns, columnsOf, rowOf, verdictOf } from '../../src/tables/columns'
import { makeReport, small } from '../make-report'

const results = makeReport(small).groups[0]?.cases[0]?.results ?? []

const cellsOf = (index: number): Readonly<Record<string, string>> => {
  const [result] = results.slice(index)
  const cells = result === undefined ? [] : rowOf(result, columns)
  return Object.fromEntries(columns.map(({ head }, i) => [head, cells[i] ?? '']))
}

test.each([
  [null, 'reference'],
  [{ mean: 0.02, low: 0.01, high: 0.03 }, 'better'],
  [{ mean: -0.02, low: -0.03, high: -0.01 }, 'worse'],
  [{ mean: 0.02, low: -0.01, high: 0.05 }, 'not told apart'],
  [{ mean: -0.02, low: -0.05, high: 0.01 }, 'not told apart'],
  [{ mean: 0.02, low: 0, high: 0.04 }, 'not told apart']
])('a difference of %j is %s', (difference, verdict) => {
  expect(verdictOf(difference)).toBe(verdict)
})

test('the reference has no difference', () => {
  expect(cellsOf(0)).toMatchObject({ policy: 'stage-route', difference: '–', verdict: 'reference' })
})

test('a policy has its numbers', () => {
  expect(cellsOf(0)).toMatchObject({
    'spend / budget': '1.140 over',
    overspent: '98.0 %',
    'USD per 1,000': '0.2280'
  })
})

test('spending the budget is not overspending it', () => {
  expect(cellsOf(1)['spend / budget']).toMatch(/^0\.9\d\d$/)
})

test('newcomers that were never used are told', () => {
  const [first] = results
  const never = first && { ...first, adoptionQueries: { median: 120, p90: null } }
  expect(never && rowOf(never, columns)).toContain('120 / never')
})

test('recovery has a column where the truth changes for anybody', () => {
  const heads = (shown: typeof results) => columnsOf(shown).map(({ head }) => head)
  expect(heads(results)).not.toContain('recovery')
  const [first, ...others] = results
  const changed = first && { ...first, recoveryQueries: { median: 700, p90: null } }
  expect(changed && heads([...others, changed])).toContain('recovery')
  expect(changed && rowOf(changed, columns)).toContain('700 / never')
})
