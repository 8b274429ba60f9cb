import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readJson, type Tree } from '@nx/devkit'
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing'
import type { EdgeTable } from '../src/architecture/edge-table'
import type { PackageOptions } from '../src/generators/manifest'
import { generatePackage } from '../src/generators/package'
import { packageFiles } from '../src/generators/package-files'

const root = join(__dirname, '..', '..', '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const tableFile = 'tools/workspace/edges.json'

const workspace = (): Tree => {
  const tree = createTreeWithEmptyWorkspace({ formatter: 'none' })
  tree.write(tableFile, read(tableFile))
  return tree
}

const options: PackageOptions = {
  name: 'tariff',
  layer: 'core',
  runtime: 'any',
  description: 'What a query costs.',
  imports: ['contracts', 'numeric'],
  vendor: [],
  testing: false
}

describe('generate package', () => {
  test('writes the anatomy and the row', async () => {
    const tree = workspace()
    await generatePackage(tree, { ...options, testing: true })
    expect(
      tree
        .listChanges()
        .map(({ path }) => path)
        .filter((path) => path.includes('tariff'))
        .sort()
    ).toEqual(
      [
        'README.md',
        'jest.config.cjs',
        'package.json',
        'src/index.ts',
        'src/testing/index.ts',
        'test/tariff.test.ts',
        'test/testing.test.ts',
        'tsconfig.json',
        'tsconfig.lib.json',
        'tsconfig.spec.json'
      ].map((file) => `packages/tariff/${file}`)
    )
    expect(readJson<EdgeTable>(tree, tableFile).packages['tariff']).toEqual({
      layer: 'core',
      runtime: 'any',
      imports: ['contracts', 'numeric']
    })
  })

  test('refuses a name that is taken', async () => {
    await expect(generatePackage(workspace(), { ...options, name: 'numeric' })).rejects.toThrow(
      'tools/workspace/edges.json already has a row numeric'
    )
  })

  test('refuses an arrow against the layers, and one to nowhere', async () => {
    await expect(generatePackage(workspace(), { ...options, layer: 'kernel' })).rejects.toThrow(
      'tariff in layer kernel may not import contracts in layer contracts'
    )
    await expect(generatePackage(workspace(), { ...options, imports: ['prices'] })).rejects.toThrow(
      'tools/workspace/edges.json has no row prices'
    )
  })
})

describe('what exists is what would be generated', () => {
  const table = JSON.parse(read(tableFile)) as EdgeTable
  const existing = Object.entries(table.packages).filter(
    ([, row]) => !['app', 'tool'].includes(row.layer)
  )

  test.each(existing)('%s', (name, row) => {
    const manifest = JSON.parse(read(`packages/${name}/package.json`)) as {
      readonly description: string
      readonly exports: object
    }
    const files = packageFiles({
      ...row,
      name,
      description: manifest.description,
      vendor: row.vendor ?? [],
      testing: './testing' in manifest.exports
    })
    const generated = (file: string): object => JSON.parse(files[file] ?? '') as object
    const committed = (file: string): object =>
      JSON.parse(read(`packages/${name}/${file}`)) as object
    // Versions move with releases; libraries, files and commands with need. Whether those are right is the architecture test's question.
    const free = { version: '', dependencies: {}, devDependencies: {}, files: [], bin: undefined }
    expect({ ...committed('package.json'), ...free }).toEqual({
      ...generated('package.json'),
      ...free
    })
    // The script of the reports' page is compiled for browsers besides.
    if (name !== 'reports') {
      expect(committed('tsconfig.json')).toEqual(generated('tsconfig.json'))
    }
    // References follow from the manifest; the router indexes typed arrays in proved loops, as kernels do.
    if (name !== 'router') {
      const references = { references: [] }
      expect({ ...committed('tsconfig.lib.json'), ...references }).toEqual({
        ...generated('tsconfig.lib.json'),
        ...references
      })
      // A package whose tests import recorded answers includes their JSON too.
      const include = { include: ['test'] }
      expect({ ...committed('tsconfig.spec.json'), ...include }).toEqual(
        generated('tsconfig.spec.json')
      )
    }
    expect(read(`packages/${name}/jest.config.cjs`)).toBe(files['jest.config.cjs'])
  })
})
