import { existsSync, readdirSync, readFileSync, type Dirent } from 'node:fs'
import { join } from 'node:path'

/** The files of a checkout as the checkers see them; paths are relative to its root, with slashes. */
export interface Repository {
  readonly paths: ReadonlyArray<string>
  readonly text: (path: string) => string
}

/** Something the documentation says that is not so. */
export interface Finding {
  readonly file: string
  readonly line: number
  readonly problem: string
}

export type Checker = (repository: Repository) => ReadonlyArray<Finding>

/** The checkout this tool stands in. */
export const workspaceRoot = join(__dirname, '..', '..', '..')

/** Folders whose contents are installed, generated or git's own. */
const unseenFolders: ReadonlySet<string> = new Set([
  '.examples',
  '.git',
  '.nx',
  '.tsbuild',
  'coverage',
  'dist',
  'node_modules',
  'stageroute-report',
  'temp'
])

const entriesOf = (root: string, folder: string): ReadonlyArray<Dirent> =>
  readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1
  )

const filesBelow = (root: string, folder: string): ReadonlyArray<string> =>
  entriesOf(root, folder)
    .filter(({ name }) => !unseenFolders.has(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      return entry.isDirectory() ? filesBelow(root, path) : [path]
    })

/** Reads the checkout at `root`; texts are read when asked for. */
export const readRepository = (root: string): Repository => ({
  paths: filesBelow(root, ''),
  text: (path) => {
    const file = join(root, path)
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }
})

/** `docs/glossary.md:12 what is wrong`, the form editors make a link of. */
export const showFinding = ({ file, line, problem }: Finding): string =>
  `${file}:${line} ${problem}`

/** Applies `check` to the page at `path`, whose absence is itself a finding. */
export const checkPage = (
  repository: Repository,
  path: string,
  check: (text: string) => ReadonlyArray<Finding>
): ReadonlyArray<Finding> =>
  repository.paths.includes(path)
    ? check(repository.text(path))
    : [{ file: path, line: 1, problem: 'the page does not exist' }]

/** The TypeScript sources of the published packages. */
export const packageSources = (repository: Repository): ReadonlyArray<string> =>
  repository.paths.filter((path) => /^packages\/[^/]+\/src\/.*\.ts$/.test(path))

export const markdownPages = (repository: Repository): ReadonlyArray<string> =>
  repository.paths.filter((path) => path.endsWith('.md'))
