import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Package } from '@arethetypeswrong/core'
import type { Library } from '../library'

/** A package as it would be published: the tarball's bytes and the files in it, by their path below the package. */
export interface PackedLibrary {
  readonly library: Library
  readonly tarball: Uint8Array
  readonly content: Package
  readonly files: ReadonlyMap<string, string>
}

const pnpmOf = (root: string): string => {
  const manifest = createRequire(join(root, 'package.json')).resolve('pnpm')
  return join(dirname(manifest), 'bin', 'pnpm.cjs')
}

const runPack = (root: string, library: Library, folder: string): string => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [pnpmOf(root), 'pack', '--json', '--pack-destination', folder],
    { cwd: library.path, encoding: 'utf8' }
  )
  if (status !== 0) throw new Error(`pnpm pack of ${library.name} failed: ${stdout}${stderr}`)
  return (JSON.parse(stdout) as { readonly filename: string }).filename
}

const filesOf = (content: Package): ReadonlyMap<string, string> => {
  const prefix = `/node_modules/${content.packageName}/`
  return new Map(
    content
      .listFiles(prefix)
      .map((file) => [file.slice(prefix.length), content.readFile(file)] as const)
  )
}

/** Packs a built package with pnpm, which resolves `workspace:`, `catalog:` and `publishConfig`, and reads the tarball. */
export const packLibrary = async (
  root: string,
  library: Library,
  folder: string
): Promise<PackedLibrary> => {
  const { createPackageFromTarballData } = await import('@arethetypeswrong/core')
  const tarball = new Uint8Array(readFileSync(runPack(root, library, folder)))
  const content = createPackageFromTarballData(tarball)
  return { library, tarball, content, files: filesOf(content) }
}
