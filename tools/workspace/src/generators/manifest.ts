/** What a package is, before it has any code. */
export interface PackageOptions {
  readonly name: string
  readonly layer: string
  readonly runtime: string
  readonly description: string
  readonly imports: ReadonlyArray<string>
  readonly vendor: ReadonlyArray<string>
  readonly testing: boolean
}

type Json = Readonly<Record<string, unknown>>

const entry = (folder: string, isPublished: boolean): Json => ({
  ...(isPublished ? {} : { '@stageroute/source': `./src/${folder}index.ts` }),
  types: `./dist/${folder}index.d.ts`,
  default: `./dist/${folder}index.js`
})

/** The export map; published, it lacks the condition that leads into the sources. */
const exportMap = (testing: boolean, isPublished: boolean): Json => ({
  './package.json': './package.json',
  '.': entry('', isPublished),
  ...(testing ? { './testing': entry('testing/', isPublished) } : {})
})

/** fp-ts is everywhere, io-ts where values come from outside. */
const commonLibraries: Readonly<Record<string, ReadonlyArray<string>>> = {
  contracts: ['fp-ts', 'io-ts']
}

const dependencies = ({ layer, imports, vendor }: PackageOptions): Json => {
  const libraries = [...(commonLibraries[layer] ?? ['fp-ts']), ...vendor]
  return Object.fromEntries([
    ...[...imports].sort().map((name) => [`@stageroute/${name}`, 'workspace:^']),
    ...libraries.sort().map((name) => [name, 'catalog:'])
  ]) as Json
}

/** Returns the package.json of a package. */
export const manifestOf = (options: PackageOptions): Json => ({
  name: `@stageroute/${options.name}`,
  version: '0.0.0',
  description: options.description,
  license: 'Apache-2.0',
  type: 'commonjs',
  sideEffects: false,
  engines: { node: '>=20.19' },
  exports: exportMap(options.testing, false),
  main: './dist/index.js',
  types: './dist/index.d.ts',
  files: ['dist', '!dist/*.tsbuildinfo'],
  publishConfig: {
    access: 'public',
    provenance: true,
    exports: exportMap(options.testing, true)
  },
  dependencies: dependencies(options),
  devDependencies: { 'fast-check': 'catalog:' },
  nx: {
    tags: [`layer:${options.layer}`, `runtime:${options.runtime}`],
    targets: { build: {}, typecheck: {}, test: {}, lint: {} }
  }
})
