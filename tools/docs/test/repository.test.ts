import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readRepository } from '../src'

let root: string

const write = (path: string): void => {
  mkdirSync(join(root, dirname(path)), { recursive: true })
  writeFileSync(join(root, path), `text of ${path}`)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stageroute-docs-'))
})

afterEach(() => rmSync(root, { recursive: true }))

test('sees what is written here, not what is installed or built', () => {
  for (const path of ['README.md', '.github/a.md', 'packages/a/src/a.ts']) write(path)
  for (const path of ['node_modules/a/README.md', 'packages/a/dist/a.md', '.git/a.md']) write(path)
  const repository = readRepository(root)
  expect(repository.paths).toEqual(['.github/a.md', 'README.md', 'packages/a/src/a.ts'])
  expect(repository.text('README.md')).toBe('text of README.md')
})
