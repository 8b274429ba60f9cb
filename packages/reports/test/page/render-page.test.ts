import { createHash } from 'node:crypto'
import type { ExperimentReport } from '@stageroute/contracts'
import { renderPage } from '../../src'
import { large, makeGroup, makeReport, small } from '../make-report'

const page = renderPage(makeReport(small))

/** The page without its scripts and its style. */
const markup = page.replace(/<(script|style)[^>]*>[^]*?<\/\1>/g, '')

const hostile = '</script><img src=x onerror=alert(1)>'

/** A report whose every text holds another. */
const reportOf = (text: string): ExperimentReport => {
  const group = makeGroup({ ...small, cases: 2 }, ['regret', 'shares', 'sensitivity', 'adoption'])
  const cases = group.cases.map((one, i) => ({
    ...one,
    label: `${text} ${i}`,
    dataset: text,
    values: { budget: `${text} ${i}` },
    arms: one.arms.map((arm) => text + arm),
    results: one.results.map((result) => ({
      ...result,
      policy: text + result.policy,
      runs: [text]
    }))
  }))
  return {
    ...makeReport(small, [{ ...group, name: text, title: text, cases }]),
    title: text,
    question: text,
    command: text,
    hash: text,
    reference: `${text}stage-route`
  }
}

test('no text of a report becomes an element', () => {
  const hostilePage = renderPage(reportOf(hostile))
  const harmlessPage = renderPage(reportOf('harmless'))
  // The chart library has tags of its own in its texts.
  for (const tag of ['<img', '<script', '</script', '<svg', '<b', '<i']) {
    expect([tag, hostilePage.split(tag).length]).toEqual([tag, harmlessPage.split(tag).length])
  }
})

test('the security policy names the hash of every script that runs, and allows no other', () => {
  const scripts = [...page.matchAll(/<script>([^]*?)<\/script>/g)].map(([, source = '']) => source)
  const policy = /Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1] ?? ''
  const allowed = /script-src ([^;]*);/.exec(policy.replaceAll('&#39;', "'"))?.[1]
  expect(scripts).toHaveLength(2)
  expect(allowed).toBe(
    scripts
      .map((source) => `'sha256-${createHash('sha256').update(source).digest('base64')}'`)
      .join(' ')
  )
  expect(policy).toContain('default-src &#39;none&#39;')
})

test('nothing is fetched from anywhere', () => {
  expect(markup).not.toMatch(/(?:src|href)="(?!#|data:)/)
  expect(/<style>([^]*?)<\/style>/.exec(page)?.[1]).not.toMatch(/url\(|@import/)
})

test('the page’s script is one text without imports and exports', () => {
  const [, , script = ''] = page.split(/<script>/)
  expect(script).not.toMatch(/^(?:import|export) /m)
})

test('the chart library’s licence is kept', () => {
  expect(page).toContain('Licensed to the Apache Software Foundation')
})

test('headings are in order', () => {
  const levels = [...markup.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level))
  expect(levels[0]).toBe(1)
  expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([])
})

test('every table has a caption, and its heads say what they head', () => {
  const tables = markup.match(/<table[^]*?<\/table>/g) ?? []
  expect(tables.length).toBeGreaterThan(small.cases)
  for (const table of tables) {
    expect(table).toContain('<caption>')
    expect(table.match(/<th(?! scope="(?:row|col)")\b/g)).toBeNull()
  }
})

test('every case has its table', () => {
  const [section = ''] = markup.split('id="group-1"')
  expect(section.match(/data-case="\d"/g)).toEqual(['data-case="0"', 'data-case="1"'])
})

test('the command, the seeds and the hashes are told', () => {
  const report = makeReport(small)
  expect(markup).toContain(`<code>${report.command}</code>`)
  expect(markup).toContain(report.hash)
  expect(markup).toContain('stage-route-0000')
})

test('a quick look says so at the top', () => {
  expect(markup).not.toContain('A quick look')
  expect(renderPage({ ...makeReport(small), isQuick: true })).toContain('A quick look')
})

test('that not all policies are shown is told', () => {
  const size = { ...small, policies: 12 }
  expect(renderPage(makeReport(size))).toContain(
    '12 policies: at first the charts show the reference and the 8 others'
  )
})

test('the same report is the same page', () => {
  expect(renderPage(makeReport(small))).toBe(page)
})

test('twenty policies in six cases stay below five megabytes', () => {
  expect(renderPage(makeReport(large)).length).toBeLessThan(5_000_000)
})
