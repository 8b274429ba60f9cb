import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

interface LibraryManifest {
  readonly name: string
  readonly private?: boolean
  readonly exports: Readonly<Record<string, unknown>>
}

/** A published package: its folder, name, and entries as import specifiers end (`''`, `/testing`). */
export interface Library {
  readonly name: string
  readonly folder: string
  readonly path: string
  readonly entries: ReadonlyArray<string>
}

const readLibrary = (path: string, folder: string): Library | undefined => {
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as LibraryManifest
  return manifest.private === true
    ? undefined
    : {
        name: manifest.name,
        folder,
        path,
        entries: Object.keys(manifest.exports)
          .filter((key) => key !== './package.json')
          .map((key) => key.slice(1))
      }
}

/** Returns every published package of the workspace, in the order of their names. */
export const readLibraries = (root: string): ReadonlyArray<Library> =>
  readdirSync(join(root, 'packages'))
    .sort()
    .filter((folder) => existsSync(join(root, 'packages', folder, 'package.json')))
    .flatMap((folder) => readLibrary(join(root, 'packages', folder), folder) ?? [])
