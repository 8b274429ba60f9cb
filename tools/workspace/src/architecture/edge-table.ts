/** What one project may import; `*` stands for everything, and is for tools. */
export interface Row {
  readonly layer: string
  readonly runtime: string
  readonly imports: ReadonlyArray<string>
  readonly vendor?: ReadonlyArray<string>
}

export interface EdgeTable {
  readonly layers: Readonly<
    Record<
      string,
      { readonly dependsOn: ReadonlyArray<string>; readonly externals: ReadonlyArray<string> }
    >
  >
  readonly runtimes: Readonly<Record<string, { readonly dependsOn: ReadonlyArray<string> }>>
  readonly packages: Readonly<Record<string, Row>>
}

export const edgeTableFile = 'tools/workspace/edges.json'

const roots: Readonly<Record<string, string>> = { app: 'apps', tool: 'tools' }

/** Returns the folder a project of a layer lives in. */
export const folderOf = (name: string, layer: string): string =>
  `${roots[layer] ?? 'packages'}/${name}`

/** True for rows that may import anything. */
export const isUnrestricted = (row: Row): boolean => row.imports.includes('*')
