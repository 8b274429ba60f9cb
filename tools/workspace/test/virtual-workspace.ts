import type { SourceTree } from '../src/architecture/source-tree'

const layers = {
  kernel: { dependsOn: ['kernel'], externals: ['fp-ts'] },
  core: { dependsOn: ['kernel', 'core'], externals: ['fp-ts'] },
  adapter: { dependsOn: ['kernel', 'core', 'adapter'], externals: ['fp-ts'] }
}
const runtimes = { any: { dependsOn: ['any'] }, node: { dependsOn: ['any', 'node'] } }

/** A row of the virtual edge table; the manifest is derived from it unless `files` replaces it. */
export interface VirtualRow {
  readonly layer: string
  readonly runtime: string
  readonly imports: ReadonlyArray<string>
  readonly vendor?: ReadonlyArray<string>
}

export type Rows = Readonly<Record<string, VirtualRow>>

/** Three packages in a line, one of them an adapter of the library `engine`. */
export const rows: Rows = {
  floor: { layer: 'kernel', runtime: 'any', imports: [] },
  plan: { layer: 'core', runtime: 'any', imports: ['floor'] },
  'plan-engine': { layer: 'adapter', runtime: 'node', imports: ['plan'], vendor: ['engine'] }
}

/** Returns the manifest a row calls for. */
export const manifestOf = (name: string, row: VirtualRow): Readonly<Record<string, unknown>> => ({
  name: `@stageroute/${name}`,
  exports: { '.': './src/index.ts', './testing': './src/testing/index.ts' },
  dependencies: {
    ...Object.fromEntries(row.imports.map((other) => [`@stageroute/${other}`, 'workspace:^'])),
    ...Object.fromEntries(['fp-ts', ...(row.vendor ?? [])].map((other) => [other, 'catalog:']))
  },
  devDependencies: { 'fast-check': 'catalog:' },
  nx: { tags: [`layer:${row.layer}`, `runtime:${row.runtime}`] }
})

const packageFiles = (name: string, row: VirtualRow): ReadonlyArray<readonly [string, string]> => [
  [`packages/${name}/package.json`, JSON.stringify(manifestOf(name, row), null, 2)],
  [`packages/${name}/README.md`, `# ${name}\n`],
  [
    `packages/${name}/src/index.ts`,
    [...row.imports.map((other) => `@stageroute/${other}`), ...(row.vendor ?? [])]
      .map((specifier) => `export { some as ${name.replace('-', '')} } from '${specifier}'\n`)
      .join('') || "export { some } from './some'\n"
  ],
  [`packages/${name}/test/some.test.ts`, "import { property } from 'fast-check'\n"]
]

/** Returns a workspace without a fault, with files replaced or added; `undefined` removes one. */
export const virtualWorkspace = (
  files: Readonly<Record<string, string | undefined>> = {},
  table: Rows = rows
): SourceTree => {
  const tree = new Map(Object.entries(table).flatMap(([name, row]) => packageFiles(name, row)))
  tree.set(
    'tools/workspace/edges.json',
    JSON.stringify({ layers, runtimes, packages: table }, null, 2)
  )
  for (const [file, content] of Object.entries(files)) {
    if (content === undefined) tree.delete(file)
    else tree.set(file, content)
  }
  return tree
}
