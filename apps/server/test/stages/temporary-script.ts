import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterwards } from '../running/afterwards'

/** Writes a script to a file that is gone after the tests, and returns its path. */
export const temporaryScript = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'stageroute-script-'))
  afterwards(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'script.cjs')
  writeFileSync(file, text)
  return file
}
