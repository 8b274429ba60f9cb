import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The workspace as text: path from the root, with `/`, to content. Files that are not text of ours are present and empty. */
export type SourceTree = ReadonlyMap<string, string>

const isText = (file: string): boolean => /\.(ts|mjs|cjs|json|md)$/.test(file)

/** The names and paths of `.gitignore` that end in a slash: what a checkout would not have. */
const ignoredFolders = (root: string): ReadonlySet<string> =>
  new Set(
    readFileSync(join(root, '.gitignore'), 'utf8')
      .split('\n')
      .filter((line) => line.endsWith('/'))
      .map((line) => line.slice(0, -1).replace(/^\//, ''))
      .concat('.git')
  )

/** Returns the files of a checkout, without what its `.gitignore` keeps out. */
export const readSourceTree = (root: string): SourceTree => {
  const ignored = ignoredFolders(root)
  const tree = new Map<string, string>()
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (ignored.has(entry.name) || ignored.has(path)) continue
      if (entry.isDirectory()) visit(path)
      else tree.set(path, isText(path) ? readFileSync(join(root, path), 'utf8') : '')
    }
  }
  visit('')
  return tree
}
