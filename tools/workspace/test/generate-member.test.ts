import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, type Tree } from '@nx/devkit'
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing'
import type { EdgeTable } from '../src/architecture/edge-table'
import { generateEnvironment } from '../src/generators/environment'
import { withExport } from '../src/generators/member'
import { generatePolicy } from '../src/generators/policy'
import { generateSolver } from '../src/generators/solver'

const root = join(__dirname, '..', '..', '..')
const policyIndex = 'packages/policies/src/index.ts'
const environmentIndex = 'packages/simulator/src/index.ts'
const copied = [policyIndex, environmentIndex, 'tools/workspace/edges.json', 'pnpm-workspace.yaml']

const workspace = (): Tree => {
  const tree = createTreeWithEmptyWorkspace({ formatter: 'none' })
  for (const file of copied) tree.write(file, readFileSync(join(root, file), 'utf8'))
  return tree
}

const read = (tree: Tree, file: string): string => tree.read(file, 'utf8') ?? 'missing'

describe('an export is added', () => {
  const line = "export { makeB } from './b'\n"

  test('where its path stands in the alphabet', () => {
    expect(withExport("export { a } from './a'\nexport { c } from './c'\n", 'makeB', './b')).toBe(
      `export { a } from './a'\n${line}export { c } from './c'\n`
    )
  })

  test('before a list over several lines', () => {
    expect(withExport("export {\n  c,\n  type D\n} from './c'\n", 'makeB', './b')).toBe(
      `${line}export {\n  c,\n  type D\n} from './c'\n`
    )
  })

  test('at the end, and to an index without exports', () => {
    expect(withExport("export type { A } from './a'\n", 'makeB', './b')).toBe(
      `export type { A } from './a'\n${line}`
    )
    expect(withExport('export {}\n', 'makeB', './b')).toBe(line)
  })
})

describe('generate policy', () => {
  test('writes the policy, its export and its laws', async () => {
    const tree = workspace()
    await generatePolicy(tree, { name: 'fixed-mix' })
    expect(read(tree, 'packages/policies/src/baselines/fixed-mix.ts')).toContain(
      'export const makeFixedMixPolicy: (settings: PolicySettings) => Policy ='
    )
    expect(read(tree, policyIndex)).toContain(
      "export { makeFixedMixPolicy } from './baselines/fixed-mix'\n"
    )
    expect(read(tree, 'packages/policies/test/baselines/fixed-mix.laws.test.ts')).toBe(
      `import { policyLaws } from '@stageroute/policies/testing'
import { makeFixedMixPolicy } from '../../src/baselines/fixed-mix'

for (const law of policyLaws(makeFixedMixPolicy)) test(law.name, law.check)
`
    )
  })

  test('refuses a name that is taken', async () => {
    const tree = workspace()
    await generatePolicy(tree, { name: 'fixed-mix' })
    await expect(generatePolicy(tree, { name: 'fixed-mix' })).rejects.toThrow(
      'packages/policies/src/baselines/fixed-mix.ts already exists'
    )
  })
})

test('generate environment writes the environment, its export and its laws', async () => {
  const tree = workspace()
  await generateEnvironment(tree, { name: 'drifting' })
  expect(read(tree, 'packages/simulator/src/environments/drifting.ts')).toContain(
    'export const makeDriftingEnvironment = (): Environment => ({'
  )
  expect(read(tree, environmentIndex)).toContain(
    "export { makeDriftingEnvironment } from './environments/drifting'\n"
  )
  expect(read(tree, 'packages/simulator/test/environments/drifting.laws.test.ts')).toBe(
    `import { environmentLaws } from '@stageroute/simulator/testing'
import { makeDriftingEnvironment } from '../../src/environments/drifting'

for (const law of environmentLaws(makeDriftingEnvironment)) test(law.name, law.check)
`
  )
})

describe('generate solver', () => {
  test('writes an adapter package with its row and its laws', async () => {
    const tree = workspace()
    await generateSolver(tree, { name: 'other', vendor: 'highs' })
    expect(
      readJson<EdgeTable>(tree, 'tools/workspace/edges.json').packages['optimizer-other']
    ).toEqual({
      layer: 'adapter',
      runtime: 'any',
      imports: ['optimizer'],
      vendor: ['highs']
    })
    expect(readJson(tree, 'packages/optimizer-other/package.json')).toMatchObject({
      name: '@stageroute/optimizer-other',
      dependencies: { '@stageroute/optimizer': 'workspace:^', highs: 'catalog:' }
    })
    expect(read(tree, 'packages/optimizer-other/src/index.ts')).toBe(
      "export { makeOtherSolver } from './other-solver'\n"
    )
    expect(read(tree, 'packages/optimizer-other/test/other-solver.laws.test.ts')).toBe(
      `import { solverLaws } from '@stageroute/optimizer/testing'
import { makeOtherSolver } from '../src/other-solver'

for (const law of solverLaws(makeOtherSolver())) test(law.name, law.check)
`
    )
    expect(tree.exists('packages/optimizer-other/test/optimizer-other.test.ts')).toBe(false)
  })

  test('refuses a library that is not in the catalog', async () => {
    await expect(generateSolver(workspace(), { name: 'other', vendor: 'absent' })).rejects.toThrow(
      'pnpm-workspace.yaml: add absent, at an exact version, to the catalog'
    )
  })
})
