import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from './sha256'

const isCode = (file: string): boolean => /(?<!\.d)\.(js|ts)$/.test(file)

/**
 * Returns a line per file of code in a folder: its name and its digest. Where the sources lie beside the build, what an earlier build left behind of sources
 * that are gone is not counted: nothing loads it, and a fresh checkout does not have it.
 */
export const codeLines = (folder: string, sources: string): ReadonlyArray<string> => {
  const isCheckout = existsSync(sources)
  const isCurrent = (file: string): boolean =>
    !isCheckout || existsSync(join(sources, file.replace(/\.js$/, '.ts')))
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => isCode(file) && isCurrent(file))
    .sort()
    .map((file) => `${file} ${sha256(readFileSync(join(folder, file)))}`)
}
