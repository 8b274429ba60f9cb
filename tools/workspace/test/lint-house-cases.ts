import { core, kernel, kit, specification, type LintCase } from './lint-case'

const syntax = 'no-restricted-syntax'
const into = (body: string): string =>
  `export function fillInto(out: number[]): void {\n${body}\n}\n`
const body = (lines: number): string =>
  `export const f = (): void => {\n${'\n'.repeat(lines - 2)}}\n`

const houseRules: ReadonlyArray<LintCase> = [
  { name: 'throw', file: kernel, code: "throw new Error('no')", rules: [syntax] },
  { name: 'throw in a kit', file: kit, code: "throw new Error('law')", rules: [] },
  { name: 'throw in a test', file: specification, code: "throw new Error('no')", rules: [] },
  {
    name: 'throw in invariant',
    file: 'packages/numeric/src/invariant.ts',
    code: "throw new Error('bug')",
    rules: []
  },
  { name: 'default export', file: kernel, code: 'export default 1', rules: [syntax] },
  {
    name: 'default export by name',
    file: kernel,
    code: 'const a = 1\nexport { a as default }',
    rules: [syntax]
  },
  { name: 'star export', file: kernel, code: "export * from './a'", rules: [syntax] },
  { name: 'named star export', file: kernel, code: "export * as a from './a'", rules: [syntax] },
  {
    name: 'any',
    file: kernel,
    code: 'export const f = (a: any): unknown => a',
    rules: ['@typescript-eslint/no-explicit-any']
  },
  { name: '300 lines', file: kernel, code: 'export {}\n'.padEnd(309, '\n'), rules: [] },
  { name: '301 lines', file: kernel, code: 'export {}\n'.padEnd(311, '\n'), rules: ['max-lines'] },
  { name: 'a kernel function of 80 lines', file: kernel, code: body(80), rules: [] },
  {
    name: 'a kernel function of 81 lines',
    file: kernel,
    code: body(81),
    rules: ['max-lines-per-function']
  },
  {
    name: 'a core function of 61 lines',
    file: core,
    code: body(61),
    rules: ['max-lines-per-function']
  },
  { name: 'a long test', file: specification, code: body(301), rules: [] }
]

const allocations: ReadonlyArray<LintCase> = [
  { name: 'a loop', body: 'for (let i = 0; i < out.length; i++) out[i] = i', rules: [] },
  { name: 'destructuring', body: 'const { length } = out\nout[0] = length', rules: [] },
  { name: 'new', body: 'out[0] = new Float64Array(1).length', rules: [syntax] },
  { name: 'an array', body: 'out[0] = [1].length', rules: [syntax] },
  { name: 'an object', body: 'const a = { b: 1 }\nout[0] = a.b', rules: [syntax] },
  { name: 'spread', body: 'out[0] = Math.max(...out)', rules: [syntax] },
  { name: 'a closure', body: 'out.forEach((value) => value)', rules: [syntax] },
  { name: 'map', body: 'out.map(Math.abs)', rules: [syntax] },
  { name: 'filter', body: 'out.filter(Boolean)', rules: [syntax] },
  { name: 'a view', body: 'out.subarray(1)', rules: [syntax] },
  { name: 'Array', body: 'out[0] = Array(3).length', rules: [syntax] },
  { name: 'fill', body: 'out.fill(0)', rules: [] }
].map(({ name, body: text, rules }) => ({
  name: `${name} in ...Into`,
  file: kernel,
  code: into(text),
  rules
}))

const intoSpellings: ReadonlyArray<LintCase> = [
  'export const fillInto = (out: number[]): void => {\n  out[0] = [1].length\n}',
  'export const kernel = { fillInto: (out: number[]): void => void [out] }',
  'export class Filler {\n  fillInto(out: number[]): void {\n    out[0] = [1].length\n  }\n}'
].map((code) => ({
  name: `allocation in ${code.slice(0, 40)}`,
  file: kernel,
  code,
  rules: [syntax]
}))

const ambient: ReadonlyArray<LintCase> = [
  ...[
    'Date.now()',
    'process.env',
    'fetch',
    'setTimeout',
    'Buffer',
    'console',
    'performance.now()',
    'globalThis.Date'
  ].map((text) => ({
    name: text,
    file: core,
    code: `export const a = ${text}`,
    rules: ['no-restricted-globals']
  })),
  {
    name: 'Math.random',
    file: kernel,
    code: 'export const a = Math.random()',
    rules: ['no-restricted-properties']
  },
  {
    name: 'Math.random taken apart',
    file: kernel,
    code: 'export const { random } = Math',
    rules: ['no-restricted-properties']
  },
  { name: 'Math.max', file: kernel, code: 'export const a = Math.max(1, 2)', rules: [] },
  { name: 'Date in a test', file: specification, code: 'export const a = Date.now()', rules: [] },
  {
    name: 'process in an app',
    file: 'apps/cli/src/some.ts',
    code: 'export const a = process.env',
    rules: []
  }
]

/** Syntax, sizes, allocation and ambient effects. */
export const houseCases = [...houseRules, ...allocations, ...intoSpellings, ...ambient]
