import type { Row, EdgeTable } from './edge-table'
import type { SourceTree } from './source-tree'

export interface Manifest {
  readonly name?: string
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly nx?: { readonly tags?: ReadonlyArray<string> }
}

/** A folder of the workspace with its manifest, and its row when the edge table has one. */
export interface Project {
  readonly name: string
  readonly folder: string
  readonly manifestFile: string
  readonly manifestText: string
  readonly manifest: Manifest
  readonly row: Row | undefined
  readonly files: ReadonlyArray<string>
}

const projectFolder = (file: string): string | undefined =>
  /^(?:packages|apps|tools)\/[^/]+(?=\/)/.exec(file)?.[0]

/** Returns every folder below packages, apps and tools as a project. */
export const projectsIn = (tree: SourceTree, table: EdgeTable): ReadonlyArray<Project> => {
  const files = new Map<string, string[]>()
  for (const file of tree.keys()) {
    const folder = projectFolder(file)
    if (folder !== undefined) files.set(folder, [...(files.get(folder) ?? []), file])
  }
  return [...files].map(([folder, own]) => {
    const name = folder.slice(folder.indexOf('/') + 1)
    const manifestFile = `${folder}/package.json`
    const manifestText = tree.get(manifestFile) ?? '{}'
    const manifest = JSON.parse(manifestText) as Manifest
    return {
      name,
      folder,
      manifestFile,
      manifestText,
      manifest,
      row: table.packages[name],
      files: own
    }
  })
}
