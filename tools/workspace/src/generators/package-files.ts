import { manifestOf, type PackageOptions } from './manifest'

type Json = Readonly<Record<string, unknown>>

const print = (value: Json): string => `${JSON.stringify(value, null, 2)}\n`

const base = '../../tsconfig.base.json'

/** Kernels read typed arrays in loops whose bounds are proved by laws, not by the compiler. */
const looseIndexing = ({ layer }: PackageOptions): Json =>
  layer === 'kernel' ? { noUncheckedIndexedAccess: false } : {}

const solutionConfig: Json = {
  extends: base,
  files: [],
  references: [{ path: './tsconfig.lib.json' }, { path: './tsconfig.spec.json' }]
}

const sourceConfig = (options: PackageOptions): Json => ({
  extends: base,
  compilerOptions: {
    rootDir: 'src',
    outDir: 'dist',
    tsBuildInfoFile: 'dist/tsconfig.lib.tsbuildinfo',
    ...(options.runtime === 'node' ? { types: ['node'] } : {}),
    ...looseIndexing(options)
  },
  include: ['src'],
  references: options.imports.map((name) => ({ path: `../${name}/tsconfig.lib.json` }))
})

const testConfig = (options: PackageOptions): Json => ({
  extends: base,
  compilerOptions: {
    rootDir: '.',
    outDir: '.tsbuild',
    tsBuildInfoFile: '.tsbuild/tsconfig.spec.tsbuildinfo',
    types: ['jest', 'node'],
    ...looseIndexing(options)
  },
  include: ['test'],
  references: [{ path: './tsconfig.lib.json' }]
})

const readme = ({ name, description }: PackageOptions): string => `# @stageroute/${name}

${description}

## Example

\`\`\`ts
import * as surface from '@stageroute/${name}'

Object.keys(surface).length > 0 // => true
\`\`\`
`

const firstTest = `import * as surface from '../src'

test('the package offers something', () => {
  expect(Object.keys(surface)).not.toEqual([])
})
`

const firstKitTest = `import * as kit from '../src/testing'

test('the port comes with its laws', () => {
  expect(Object.keys(kit)).not.toEqual([])
})
`

/** Returns the files every package has, by their path below its folder. */
export const packageFiles = (options: PackageOptions): Readonly<Record<string, string>> => ({
  'README.md': readme(options),
  'package.json': print(manifestOf(options)),
  'tsconfig.json': print(solutionConfig),
  'tsconfig.lib.json': print(sourceConfig(options)),
  'tsconfig.spec.json': print(testConfig(options)),
  'jest.config.cjs': `module.exports = { ...require('../../jest.preset.cjs'), displayName: '${options.name}' }\n`
})

/** Returns the sources of a package that offers nothing yet, and tests that are red for that reason. */
export const emptySurface = ({
  name,
  testing
}: PackageOptions): Readonly<Record<string, string>> => ({
  'src/index.ts': 'export {}\n',
  [`test/${name}.test.ts`]: firstTest,
  ...(testing
    ? { 'src/testing/index.ts': 'export {}\n', 'test/testing.test.ts': firstKitTest }
    : {})
})
