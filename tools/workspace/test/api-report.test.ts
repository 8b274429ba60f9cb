import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readApiReports, staleness, writeApiReports } from '../src/api-report'
import type { Library } from '../src/library'

jest.setTimeout(30_000)

let path = ''
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'stageroute-library-'))
})
afterEach(() => {
  rmSync(path, { recursive: true, force: true })
})

/** Writes a built package with two entries and returns it. */
const library = (declarations: string): Library => {
  mkdirSync(join(path, 'dist', 'testing'), { recursive: true })
  writeFileSync(join(path, 'package.json'), '{ "name": "@stageroute/tiny", "version": "0.0.0" }')
  writeFileSync(join(path, 'dist', 'index.d.ts'), declarations)
  writeFileSync(join(path, 'dist', 'testing', 'index.d.ts'), 'export declare const laws: 1\n')
  return { name: '@stageroute/tiny', folder: 'tiny', path, entries: ['', '/testing'] }
}

const one = '/** One.\n * @category number\n * @since 0.1.0 */\nexport declare const one: 1\n'

const findings = (declarations: string): ReadonlyArray<string> =>
  readApiReports(library(declarations)).flatMap(staleness)

test('a package without reports is told how to get them, one per entry', () => {
  expect(findings(one).filter((line) => !/^[+-] /.test(line))).toEqual([
    `${path}/tiny.api.md: missing; write it with npm run api`,
    `${path}/tiny.testing.api.md: missing; write it with npm run api`
  ])
})

test('a written report is up to date until the public surface changes', () => {
  writeApiReports(readApiReports(library(one)))
  expect(findings(one)).toEqual([])
  expect(findings(one.replace('one: 1', 'one: 2'))).toEqual([
    `${path}/tiny.api.md: the public surface changed; review it and run npm run api`,
    '- export const one: 1;',
    '+ export const one: 2;'
  ])
})

test('the order in which a union of texts is written is no change', () => {
  const union = one.replace('one: 1', 'one: ReadonlyArray<"b" | "a" | "c">')
  writeApiReports(readApiReports(library(union)))
  expect(findings(one.replace('one: 1', 'one: ReadonlyArray<"c" | "b" | "a">'))).toEqual([])
  expect(findings(one.replace('one: 1', 'one: ReadonlyArray<"c" | "b" | "d">'))).not.toEqual([])
})

test('an export without a docstring shows in the report, our own tags do not', () => {
  const [report] = readApiReports(library(`${one}export declare const two: 2\n`))
  expect(report?.current).toContain('(ae-undocumented) Missing documentation for "two"')
  expect(report?.current).not.toContain('tsdoc-undefined-tag')
  expect(report?.current).not.toContain('"one"')
})
