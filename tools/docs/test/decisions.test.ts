import { checkDecisions } from '../src'
import { findingsIn, lines } from './repository-of'

const page = lines(
  '# CommonJS output',
  '',
  'Date: 2026-11-24',
  '',
  '## Context',
  'a',
  '## Decision',
  'b',
  '## Rejected',
  'c'
)
const first = 'docs/decisions/0001-commonjs-output.md'

test('accepts numbered, dated pages with their sections', () => {
  expect(
    findingsIn(checkDecisions, { [first]: page, 'docs/decisions/0002-exact-first.md': page })
  ).toEqual([])
})

test.each([
  ['without a date', page.replace('Date: 2026-11-24', ''), 'needs one line `Date: YYYY-MM-DD`'],
  ['of no day', page.replace('11-24', '11-31'), 'needs one line `Date: YYYY-MM-DD`'],
  [
    'without a title',
    page.replace('# CommonJS output', 'Text'),
    'the first line is not a `# ` title'
  ],
  [
    'that rejects nothing',
    page.replace('## Rejected', ''),
    'needs the sections Context, Decision, Rejected, in this order and no others'
  ],
  ['that is long', page + '\nc'.repeat(51), 'has 61 lines, a decision fits in 60']
])('refuses a page %s', (_, text, problem) => {
  expect(findingsIn(checkDecisions, { [first]: text })).toEqual([`${first}:1 ${problem}`])
})

test.each([
  ['a gap', 'docs/decisions/0003-later.md', '0002'],
  ['a number used twice', 'docs/decisions/0001-other.md', '0002'],
  ['another kind of name', 'docs/decisions/notes.md', '0002']
])('refuses %s', (_, second, number) => {
  expect(findingsIn(checkDecisions, { [first]: page, [second]: page })).toEqual([
    `${second}:1 should be named ${number}-title.md`
  ])
})

test('refuses to pass without any page', () => {
  expect(findingsIn(checkDecisions, {})).toEqual(['docs/decisions/:1 there is no decision page'])
})
