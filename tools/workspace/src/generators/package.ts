import { formatFiles, installPackagesTask, type GeneratorCallback, type Tree } from '@nx/devkit'
import { addRow } from './edge-row'
import type { PackageOptions } from './manifest'
import { emptySurface, packageFiles } from './package-files'

/** Writes a package's files, its sources among them, and its row; the caller formats. */
export const addPackage = (
  tree: Tree,
  options: PackageOptions,
  sources: Readonly<Record<string, string>>
): void => {
  const { name, layer, runtime, imports, vendor } = options
  addRow(tree, name, { layer, runtime, imports, ...(vendor.length > 0 ? { vendor } : {}) })
  for (const [file, content] of Object.entries({ ...packageFiles(options), ...sources })) {
    tree.write(`packages/${name}/${file}`, content)
  }
}

/** `npm run generate -- package NAME --layer=core --description="..."`: a package that compiles and whose tests are red. */
export async function generatePackage(
  tree: Tree,
  options: PackageOptions
): Promise<GeneratorCallback> {
  addPackage(tree, options, emptySurface(options))
  await formatFiles(tree)
  // A new workspace member has to be linked before anything finds it.
  return () => installPackagesTask(tree, true)
}
