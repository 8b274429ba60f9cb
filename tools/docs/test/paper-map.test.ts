import { checkPaperMap } from '../src'
import { findingsIn } from './repository-of'

const row = (...cells: ReadonlyArray<string>): string => `| ${cells.join(' | ')} |`

const mapFindings = (...rows: ReadonlyArray<string>): ReadonlyArray<string> =>
  findingsIn(checkPaperMap, {
    'docs/paper-map.md': ['| equation | file | symbol |', '|---|---|---|', ...rows].join('\n'),
    'packages/a/src/a.ts': 'export const planStage = 1',
    'packages/a/src/b.ts': 'const radius = 1'
  })

test('accepts files that exist and symbols they declare', () => {
  expect(
    mapFindings(
      row('Eq. 7', '`packages/a/src/a.ts`', '`planStage`'),
      row('Eq. 8', '`packages/a/src/a.ts`, `packages/a/src/b.ts`', '`planStage` and `radius`'),
      row('Eq. 9, `x <= 1`', '`packages/a/src/a.ts`', 'the whole file'),
      row('`Discussion`', 'not implemented', '')
    )
  ).toEqual([])
})

test('refuses a file that does not exist', () => {
  expect(mapFindings(row('Eq. 7', '`packages/a/src/absent.ts`', '`planStage`'))).toEqual([
    'docs/paper-map.md:3 cites packages/a/src/absent.ts, which does not exist'
  ])
})

test('refuses a symbol that stands elsewhere', () => {
  expect(mapFindings(row('Eq. 7', '`packages/a/src/a.ts`', '`radius`'))).toEqual([
    'docs/paper-map.md:3 cites radius, which packages/a/src/a.ts does not declare'
  ])
})

test('refuses a missing page and a page that cites nothing', () => {
  expect(findingsIn(checkPaperMap, {})).toEqual(['docs/paper-map.md:1 the page does not exist'])
  expect(mapFindings()).toEqual(['docs/paper-map.md:1 no row cites a file'])
})
