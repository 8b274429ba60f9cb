import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Library } from '../library'
import { checkPacked } from './check-packed'
import { compileFrom, installInto, loadFrom } from './consumer'
import { packLibrary, type PackedLibrary } from './pack'

const specifiersOf = ({ name, entries }: Library): ReadonlyArray<string> =>
  entries.map((entry) => `${name}${entry}`)

/** Returns everything that would be wrong with the packages if they were published now. */
export const checkPackages = async (
  root: string,
  libraries: ReadonlyArray<Library>
): Promise<ReadonlyArray<string>> => {
  const folder = mkdtempSync(join(tmpdir(), 'stageroute-packages-'))
  try {
    const packages: PackedLibrary[] = []
    for (const library of libraries) packages.push(await packLibrary(root, library, folder))
    const findings: string[] = []
    for (const packed of packages) findings.push(...(await checkPacked(packed)))
    installInto(packages, folder)
    const specifiers = libraries.flatMap(specifiersOf)
    return [...findings, ...loadFrom(folder, specifiers), ...compileFrom(folder, specifiers)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
