import fc from 'fast-check'
import { renderTables } from '../../src'
import { makeGroup, makeReport, small } from '../make-report'

/** Reads comma-separated values as RFC 4180 describes them. */
const parseCsv = (text: string): ReadonlyArray<ReadonlyArray<string>> => {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g
  )) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') {
      rows.push(row)
      row = []
    }
  }
  return rows
}

test('any label is read back, marked where a spreadsheet would calculate', () => {
  const group = makeGroup({ ...small, policies: 1, cases: 1 }, [])
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'a,"=\r\n -é') }), (label) => {
      const cases = group.cases.map((one) => ({ ...one, label }))
      const [table] = renderTables(makeReport(small, [{ ...group, cases }]))
      const [head, row] = parseCsv(table?.csv ?? '')
      expect(row?.[0]?.replace(/^'/, '')).toBe(label)
      expect(row?.[0]).not.toMatch(/^[=\-\r]/)
      expect(row).toHaveLength(head?.length ?? 0)
    })
  )
})
