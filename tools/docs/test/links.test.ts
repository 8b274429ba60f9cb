import { checkLinks } from '../src'
import { findingsIn, lines } from './repository-of'

const files = {
  'docs/guide.md': lines(
    '# Guide',
    '## Why `lambda` >= 0, and when',
    '## Twice',
    '## Twice',
    '<a id="here"></a>'
  ),
  'docs/image.svg': '',
  'packages/a/src/a.ts': ''
}

test.each([
  'docs/guide.md',
  './docs/guide.md#guide',
  '/docs/guide.md#why-lambda--0-and-when',
  'docs/guide.md#twice-1',
  'docs/guide.md#here',
  'docs/image.svg "title"',
  'packages/a',
  'packages/a/src/a.ts#L3',
  'https://example.org/nowhere.md',
  'mailto:a@example.org',
  '#top'
])('accepts a link to %s', (target) => {
  expect(findingsIn(checkLinks, { ...files, 'README.md': `# Top\n[link](${target})` })).toEqual([])
})

test.each([
  ['[a](docs/absent.md)', 'links to docs/absent.md, which does not exist'],
  ['![a](docs/absent.svg)', 'links to docs/absent.svg, which does not exist'],
  ['[![a](docs/image.svg)](absent.md)', 'links to absent.md, which does not exist'],
  ['[`code`](docs/absent.md)', 'links to docs/absent.md, which does not exist'],
  ['[a]: docs/absent.md', 'links to docs/absent.md, which does not exist'],
  ['<img src="absent.png">', 'links to absent.png, which does not exist'],
  ['[a](../outside.md)', 'links to ../outside.md, which does not exist'],
  [
    '[a](docs/guide.md#absent)',
    'links to docs/guide.md#absent, but docs/guide.md has no such heading'
  ],
  ['[a](#absent)', 'links to #absent, but README.md has no such heading']
])('refuses %s', (text, problem) => {
  expect(findingsIn(checkLinks, { ...files, 'README.md': text })).toEqual([
    `README.md:1 ${problem}`
  ])
})

test('resolves links from the folder of their page', () => {
  expect(
    findingsIn(checkLinks, { ...files, 'docs/other.md': '[a](guide.md) [b](docs/guide.md)' })
  ).toEqual(['docs/other.md:1 links to docs/guide.md, which does not exist'])
})

test('passes over code', () => {
  expect(
    findingsIn(checkLinks, {
      'README.md': lines('`[a](absent.md)`', '```md', '[a](absent.md)', '```')
    })
  ).toEqual([])
})
