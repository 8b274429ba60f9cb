import { checkArchitecture } from '../src/architecture/check-architecture'
import { showProblem } from '../src/architecture/problem'
import { manifestOf, rows, virtualWorkspace, type Rows } from './virtual-workspace'

/** The virtual edge table lives in a folder that is no project of the virtual workspace. */
const problemsIn = (
  files: Readonly<Record<string, string | undefined>> = {},
  table: Rows = rows
): ReadonlyArray<string> =>
  checkArchitecture(virtualWorkspace(files, table))
    .map(showProblem)
    .filter((problem) => !problem.startsWith('tools/workspace/package.json'))

const planSource = 'packages/plan/src/plan.ts'
const planManifest = manifestOf('plan', { layer: 'core', runtime: 'any', imports: ['floor'] })
const withTags = (...tags: ReadonlyArray<string>): Readonly<Record<string, string>> => ({
  'packages/plan/package.json': JSON.stringify({ ...planManifest, nx: { tags } })
})

test('a workspace that keeps the rules has no problem', () => {
  expect(problemsIn()).toEqual([])
})

describe('an import is refused', () => {
  const cases: ReadonlyArray<readonly [string, string, string, string]> = [
    [
      'without an arrow',
      'packages/floor/src/x.ts',
      "\nimport { a } from '@stageroute/plan'",
      'packages/floor/src/x.ts:2 plan is not declared in package.json'
    ],
    [
      'of an undeclared external',
      planSource,
      "import { a } from 'lodash'",
      `${planSource}:1 lodash is not declared in package.json`
    ],
    [
      'of a library kept for tests',
      planSource,
      "import { a } from 'fast-check'",
      `${planSource}:1 fast-check is not declared in package.json`
    ],
    [
      'by a relative path into another package',
      planSource,
      "import { a } from '../../floor/src/a'",
      `${planSource}:1 relative path ../../floor/src/a leaves packages/plan`
    ],
    [
      'past the entries of a package',
      planSource,
      "import { a } from '@stageroute/floor/src/a'",
      `${planSource}:1 @stageroute/floor/src/a is not an entry of floor`
    ],
    [
      'of a package that does not exist',
      planSource,
      "import { a } from '@stageroute/nothing'",
      `${planSource}:1 there is no package @stageroute/nothing`
    ],
    [
      'of Node in a package for any runtime',
      'packages/floor/src/x.ts',
      "import { readFileSync } from 'node:fs'",
      'packages/floor/src/x.ts:1 node:fs in a package with runtime any'
    ],
    [
      'of Node without its prefix',
      'packages/plan-engine/src/x.ts',
      "import { readFileSync } from 'fs'",
      'packages/plan-engine/src/x.ts:1 write node:fs'
    ],
    [
      'of the lib folder of fp-ts',
      planSource,
      "import * as E from 'fp-ts/lib/Either'",
      `${planSource}:1 write fp-ts/Either`
    ],
    [
      'of the package itself by name',
      planSource,
      "import { a } from '@stageroute/plan'",
      `${planSource}:1 plan imports itself by name`
    ]
  ]
  test.each(cases)('%s', (_, file, source, expected) => {
    expect(problemsIn({ [file]: source })).toContain(expected)
  })

  test.each([
    "import type { A } from 'lodash'",
    "export type { A } from 'lodash'",
    "type A = import('lodash').A",
    "const a = await import('lodash')",
    "import a = require('lodash')",
    "const a = require('lodash')"
  ])('in every spelling: %s', (source) => {
    expect(problemsIn({ [planSource]: source })).toEqual([
      `${planSource}:1 lodash is not declared in package.json`
    ])
  })

  test('of an external library outside its adapter', () => {
    const manifest = {
      ...planManifest,
      dependencies: { '@stageroute/floor': 'workspace:^', engine: 'catalog:' }
    }
    expect(
      problemsIn({
        'packages/plan/package.json': JSON.stringify(manifest),
        [planSource]: "import { run } from 'engine'"
      })
    ).toEqual([`${planSource}:1 layer core may not use engine`])
  })

  test('against the layers and the runtimes, even when the table has the arrow', () => {
    const upward = { ...rows, plan: { ...rows['plan']!, imports: ['floor', 'plan-engine'] } }
    expect(problemsIn({}, upward)).toContain(
      'packages/plan/src/index.ts:2 layer core may not import layer adapter (plan-engine)'
    )
    const toNode: Rows = {
      ...rows,
      floor: { layer: 'kernel', runtime: 'node', imports: [] }
    }
    expect(problemsIn({}, toNode)).toContain(
      'packages/plan/src/index.ts:1 runtime any may not import runtime node (floor)'
    )
  })
})

describe('the graph is refused', () => {
  test('when it has a cycle, type-only imports included', () => {
    const table: Rows = { ...rows, floor: { layer: 'kernel', runtime: 'any', imports: ['plan'] } }
    expect(
      problemsIn(
        { 'packages/floor/src/index.ts': "export type { Plan } from '@stageroute/plan'" },
        table
      )
    ).toContain('packages/plan/src/index.ts:1 cycle floor -> plan -> floor')
  })

  test('when it is empty', () => {
    const empty = 'tools/workspace/edges.json:1 the import graph is empty: nothing was checked'
    expect(problemsIn({}, {})).toContain(empty)
    expect(problemsIn({}, { floor: rows['floor']! })).toEqual([empty])
  })

  test('when the table is missing', () => {
    expect(checkArchitecture(new Map()).map(showProblem)).toEqual([
      'tools/workspace/edges.json:1 missing'
    ])
  })

  test('when a row is stale, has no folder, or is missing', () => {
    expect(problemsIn({ 'packages/plan/src/index.ts': "export { a } from './a'" })[0]).toMatch(
      /^tools\/workspace\/edges.json:\d+ the arrow from plan to floor is used by no import$/
    )
    const ghostFiles = ['package.json', 'README.md', 'src/index.ts', 'test/some.test.ts']
    const noGhost = Object.fromEntries(ghostFiles.map((f) => [`packages/ghost/${f}`, undefined]))
    expect(problemsIn(noGhost, { ...rows, ghost: rows['floor']! })[0]).toMatch(
      /row ghost has no folder$/
    )
    expect(
      problemsIn({ 'packages/extra/package.json': '{ "name": "@stageroute/extra" }' })
    ).toContain('packages/extra/package.json:1 tools/workspace/edges.json has no row extra')
  })
})

describe('a manifest is refused', () => {
  test.each([
    ['without a layer', ['runtime:any'], '0 tags on the axis layer, need exactly one'],
    [
      'with two layers',
      ['layer:core', 'layer:kernel', 'runtime:any'],
      '2 tags on the axis layer, need exactly one'
    ],
    ['without a runtime', ['layer:core'], '0 tags on the axis runtime, need exactly one'],
    [
      'with another layer',
      ['layer:kernel', 'runtime:any'],
      'tag layer:kernel contradicts layer:core of tools/workspace/edges.json'
    ]
  ])('%s', (_, tags, expected) => {
    expect(problemsIn(withTags(...tags))).toEqual([`packages/plan/package.json:1 ${expected}`])
  })

  test('whose name, range or dependencies differ', () => {
    const manifest = {
      ...planManifest,
      name: '@stageroute/planner',
      dependencies: { 'fp-ts': '^2.0.0', '@stageroute/plan-engine': 'workspace:^' }
    }
    const problems = problemsIn({ 'packages/plan/package.json': JSON.stringify(manifest) })
    expect(problems.map((problem) => problem.replace(/^\S+ /, ''))).toEqual([
      'name is @stageroute/planner, folder says @stageroute/plan',
      'depends on plan-engine, tools/workspace/edges.json has no such arrow',
      'tools/workspace/edges.json has an arrow to floor, not declared',
      'fp-ts is "^2.0.0": write "workspace:^" or "catalog:"',
      'floor is not declared in package.json'
    ])
  })

  test('in the folder of another layer', () => {
    expect(
      problemsIn({ 'apps/floor/package.json': JSON.stringify(manifestOf('floor', rows['floor']!)) })
    ).toEqual(['apps/floor/package.json:1 layer kernel of floor belongs in packages/floor'])
  })
})

describe('an anatomy is refused', () => {
  const cases: ReadonlyArray<readonly [string, string | undefined, string]> = [
    ['packages/plan/README.md', undefined, 'packages/plan/README.md:1 missing'],
    [
      'packages/plan/README.md',
      'line\n'.repeat(121),
      'packages/plan/README.md:121 121 lines, at most 120'
    ],
    ['packages/floor/src/index.ts', undefined, 'packages/floor/src/index.ts:1 missing'],
    [
      'packages/floor/src/index.ts',
      "\nexport * from './a'",
      'packages/floor/src/index.ts:2 an index holds nothing but exports by name'
    ],
    [
      'packages/floor/src/index.ts',
      'export const a = 1',
      'packages/floor/src/index.ts:1 an index holds nothing but exports by name'
    ],
    [
      'packages/floor/src/index.ts',
      'export default 1',
      'packages/floor/src/index.ts:1 an index holds nothing but exports by name'
    ],
    ['packages/plan/test/some.test.ts', undefined, 'packages/plan/test:1 no test'],
    [
      'packages/plan/test/plan.spec.ts',
      '',
      'packages/plan/test/plan.spec.ts:1 a test ends in .test.ts, .laws.test.ts or .golden.test.ts'
    ],
    ['packages/plan/src/utils/a.ts', '', 'packages/plan/src/utils:1 the folder names no concept'],
    [
      'packages/plan/src/planStage.ts',
      '',
      'packages/plan/src/planStage.ts:1 name planStage.ts is not kebab-case'
    ],
    [
      'scripts/a.ts',
      '',
      'scripts:1 unexpected folder, known: packages, apps, tools, docs, .changeset, .github, .ci'
    ]
  ]
  test.each(cases)('%s', (file, content, expected) => {
    expect(problemsIn({ [file]: content })).toContain(expected)
  })
})
