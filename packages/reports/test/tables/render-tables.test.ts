import { renderTables } from '../../src'
import { makeGroup, makeReport, small } from '../make-report'

const group = makeGroup(small, ['regret'])

const renamed = (policy: string, label = 'budget 0.0002') => ({
  ...group,
  cases: group.cases.map((one) => ({
    ...one,
    label,
    results: one.results.map((result) => ({ ...result, policy }))
  }))
})

const linesOf = (groups: Parameters<typeof makeReport>[1]): ReadonlyArray<string> =>
  renderTables(makeReport(small, groups))[0]?.csv.split('\r\n') ?? []

test('there is a table per group, under its name', () => {
  expect(renderTables(makeReport(small)).map(({ name }) => name)).toEqual([
    'budget',
    'horizon',
    'paper'
  ])
})

test('a row per case and policy follows the head', () => {
  const lines = linesOf([group])
  expect(lines).toHaveLength(1 + small.cases * small.policies + 1)
  expect(lines[0]).toMatch(/^case,setting_budget,dataset,policy,seeds,ratio_mean,/)
  expect(lines[1]).toMatch(/^budget 0\.0002,0\.0002,routerbench,stage-route,3,0\.\d+,/)
})

test('what there is not is empty', () => {
  const [head = '', reference = ''] = linesOf([group])
  expect(reference.split(',')[head.split(',').indexOf('difference_mean')]).toBe('')
})

test('fields with commas, quotes and line ends are quoted', () => {
  expect(linesOf([renamed('a, "b"')])[1]).toContain(',"a, ""b""",')
})

test('a text is no formula to a spreadsheet', () => {
  expect(linesOf([renamed('=1+1', '@sum')])[1]).toMatch(/^'@sum,.*,'=1\+1,/)
})
