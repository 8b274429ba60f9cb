import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeLines } from '../../src/experiments/code-lines'
import { nameCode } from '../../src/experiments/played-code'
import { temporaryFolder } from '../temporary-folder'

/** A folder with these files, all of them empty unless they hold something. */
const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'inner'))
  Object.entries(files).forEach(([name, text]) => writeFileSync(join(folder, name), text))
  return folder
}

const nowhere = '/no/such/folder'

const namesIn = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.map((line) => line.split(' ')[0] ?? '')

test('code counts by its bytes, at every depth, and nothing else does', () => {
  const files = { 'a.js': '1', 'a.d.ts': '', 'a.js.map': '', 'inner/b.js': '2', 'x.json': '' }
  const lines = codeLines(folderWith(files), nowhere)
  expect(namesIn(lines)).toEqual(['a.js', 'inner/b.js'])
  expect(codeLines(folderWith({ ...files, 'a.d.ts': 'other' }), nowhere)).toEqual(lines)
  expect(codeLines(folderWith({ ...files, 'inner/b.js': '3' }), nowhere)).not.toEqual(lines)
})

test('what an earlier build left behind does not count where the sources say so', () => {
  const built = folderWith({ 'a.js': '', 'gone.js': '', 'inner/b.js': '', 'inner/gone.js': '' })
  const sources = folderWith({ 'a.ts': '', 'inner/b.ts': '' })
  expect(namesIn(codeLines(built, sources))).toEqual(['a.js', 'inner/b.js'])
  expect(codeLines(built, nowhere)).toHaveLength(4)
})

test('the code that plays is named by version and digest, the same at every asking', () => {
  expect(nameCode()).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{64}$/)
  expect(nameCode()).toBe(nameCode())
})
