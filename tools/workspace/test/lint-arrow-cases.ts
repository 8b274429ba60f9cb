import { adapter, core, kernel, specification, type LintCase } from './lint-case'

const boundary = '@nx/enforce-module-boundaries'
const imports = 'no-restricted-imports'

/** Imports between packages and of external libraries. */
export const arrowCases: ReadonlyArray<LintCase> = [
  {
    name: 'a package of the row',
    file: core,
    code: "export { a } from '@stageroute/optimizer'",
    rules: []
  },
  {
    name: 'a package outside the row',
    file: core,
    code: "export { a } from '@stageroute/router'",
    rules: [imports]
  },
  {
    name: 'the kit of a package outside the row',
    file: core,
    code: "export { a } from '@stageroute/policies/testing'",
    rules: [imports, boundary]
  },
  {
    name: 'a higher layer',
    file: kernel,
    code: "export { a } from '@stageroute/planner'",
    rules: [imports, boundary]
  },
  {
    name: 'only its type',
    file: kernel,
    code: "export type { A } from '@stageroute/planner'",
    rules: [imports, boundary]
  },
  {
    name: 'a deep import',
    file: core,
    code: "export { a } from '@stageroute/optimizer/src/solve'",
    rules: [imports, boundary]
  },
  {
    name: 'a relative path across packages',
    file: core,
    code: "export { a } from '../../optimizer/src/solve'",
    rules: [imports, boundary]
  },
  {
    name: 'a relative path inside',
    file: core,
    code: "export { a } from './optimizer'",
    rules: []
  },
  { name: 'fp-ts', file: kernel, code: "export { right } from 'fp-ts/Either'", rules: [] },
  {
    name: 'fp-ts/lib',
    file: kernel,
    code: "export { right } from 'fp-ts/lib/Either'",
    rules: [imports]
  },
  {
    name: 'io-ts/lib in a wall',
    file: 'packages/contracts/src/some.ts',
    code: "export { a } from 'io-ts/lib/Decoder'",
    rules: [imports]
  },
  {
    name: 'io-ts in a kernel',
    file: kernel,
    code: "export { string } from 'io-ts'",
    rules: [boundary]
  },
  {
    name: 'a vendor in its adapter',
    file: adapter,
    code: "export type { Highs } from 'highs'",
    rules: []
  },
  {
    name: 'a vendor in the core',
    file: core,
    code: "export type { Highs } from 'highs'",
    rules: [boundary]
  },
  {
    name: "another adapter's vendor",
    file: adapter,
    code: "export { parse } from 'papaparse'",
    rules: [boundary]
  },
  {
    name: 'Node in a package for any runtime',
    file: adapter,
    code: "export { readFileSync } from 'node:fs'",
    rules: [imports]
  },
  {
    name: 'Node in a package for Node',
    file: 'packages/datasets/src/some.ts',
    code: "export { readFileSync } from 'node:fs'",
    rules: []
  },
  {
    name: 'Node and fast-check in a test',
    file: specification,
    code: "export { a } from 'node:fs'\nexport { b } from 'fast-check'",
    rules: []
  },
  {
    name: 'itself by name in a test',
    file: specification,
    code: "export { a } from '@stageroute/optimizer/testing'",
    rules: []
  },
  {
    name: 'itself by name in a source',
    file: kernel,
    code: "export { a } from '@stageroute/optimizer'",
    rules: [boundary]
  },
  {
    name: 'a foreign package in a test',
    file: specification,
    code: "export { a } from '@stageroute/planner'",
    rules: [imports, boundary]
  }
]
