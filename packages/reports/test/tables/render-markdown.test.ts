import { documentCharts, renderMarkdown } from '../../src'
import { makeGroup, makeReport, small } from '../make-report'

const report = makeReport({ ...small, cases: 3 })
const text = renderMarkdown(report, '../images')

test('the command, the seeds and the hash are told', () => {
  expect(text).toContain(`\`\`\`console no-run\n$ ${report.command}\n\`\`\``)
  expect(text).toContain(`3 seeds, compared with stage-route; content hash \`${report.hash}\``)
})

test('every chart of the document is linked', () => {
  const links = [...text.matchAll(/\]\(\.\.\/images\/([^)]+)\.svg\)/g)].map(([, name]) => name)
  expect(links).toEqual(
    documentCharts(report)
      .flat()
      .map(({ name }) => name)
  )
})

test('a group has a table per case', () => {
  expect(text.match(/^### budget /gm)).toHaveLength(3)
  expect(text.match(/^\| stage-route +\|/gm)).toHaveLength(3 + 3 + 1 + 1)
})

test('slopes have a table', () => {
  expect(text).toContain('| oracle | 0.667 [0.647, 0.687] |')
})

test('texts are no markup', () => {
  const group = { ...makeGroup(small, []), title: '<img src=x> | `a` *b*\n# c' }
  expect(renderMarkdown(makeReport(small, [group]), '.')).toContain(
    '## \\<img src=x\\> \\| \\`a\\` \\*b\\* \\# c\n'
  )
})

test('a quick look says that it is one', () => {
  expect(text).not.toContain('quick look')
  expect(renderMarkdown({ ...report, isQuick: true }, '.')).toContain(
    '**A quick look with 3 seeds**'
  )
})
