import { createSourceFile, isExportDeclaration, isNamedExports, ScriptTarget } from 'typescript'
import { lineAt, type Problem } from './problem'
import type { Project } from './project'
import type { SourceTree } from './source-tree'

const rootFolders = ['packages', 'apps', 'tools', 'docs', '.changeset', '.github', '.ci']
const namelessFolders = ['utils', 'common', 'shared', 'helpers', 'misc', 'lib']
const capitalFiles = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE']
const readmeLines = 120

const wholeFile = (file: string, problem: string): Problem => ({ file, line: 1, problem })

const checkRoot = (tree: SourceTree): ReadonlyArray<Problem> => {
  const folders = [...tree.keys()].flatMap((file) => /^[^/]+(?=\/)/.exec(file) ?? [])
  return [...new Set(folders)]
    .filter((folder) => !rootFolders.includes(folder))
    .map((folder) => wholeFile(folder, `unexpected folder, known: ${rootFolders.join(', ')}`))
}

const checkFileName = (file: string): ReadonlyArray<Problem> => {
  const name = file.slice(file.lastIndexOf('/') + 1)
  const isFine =
    capitalFiles.includes(name) ||
    name.startsWith('.') ||
    /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(name)
  return isFine ? [] : [wholeFile(file, `name ${name} is not kebab-case`)]
}

const checkFolderNames = (tree: SourceTree): ReadonlyArray<Problem> => {
  const folders = new Set<string>()
  for (const file of tree.keys()) {
    const parts = file.split('/')
    for (let depth = 1; depth < parts.length; depth++) folders.add(parts.slice(0, depth).join('/'))
  }
  return [...folders]
    .filter((folder) => namelessFolders.includes(folder.slice(folder.lastIndexOf('/') + 1)))
    .map((folder) => wholeFile(folder, 'the folder names no concept'))
}

const testName = /^[a-z0-9-]+(\.(laws|golden))?\.test\.ts$/
const supportName = /^[a-z0-9-]+(\.types)?\.ts$/

const checkTestName = (file: string): ReadonlyArray<Problem> => {
  const name = file.slice(file.lastIndexOf('/') + 1)
  return !name.endsWith('.ts') || testName.test(name) || supportName.test(name)
    ? []
    : [wholeFile(file, 'a test ends in .test.ts, .laws.test.ts or .golden.test.ts')]
}

const checkReadme = (tree: SourceTree, folder: string): ReadonlyArray<Problem> => {
  const file = `${folder}/README.md`
  const readme = tree.get(file)
  if (readme === undefined) return [wholeFile(file, 'missing')]
  const lines = readme.trimEnd().split('\n').length
  return lines > readmeLines
    ? [{ file, line: readmeLines + 1, problem: `${lines} lines, at most ${readmeLines}` }]
    : []
}

const checkIndex = (tree: SourceTree, folder: string): ReadonlyArray<Problem> => {
  const file = `${folder}/src/index.ts`
  const text = tree.get(file)
  if (text === undefined) return [wholeFile(file, 'missing')]
  return createSourceFile(file, text, ScriptTarget.Latest)
    .statements.filter(
      (statement) =>
        !isExportDeclaration(statement) ||
        statement.exportClause === undefined ||
        !isNamedExports(statement.exportClause)
    )
    .map((statement) => ({
      file,
      line: lineAt(text, text.indexOf(text.slice(statement.pos).trimStart(), statement.pos)),
      problem: 'an index holds nothing but exports by name'
    }))
}

const checkTestsExist = ({ folder, files }: Project): ReadonlyArray<Problem> =>
  files.some((file) => file.startsWith(`${folder}/test/`) && file.endsWith('.test.ts'))
    ? []
    : [wholeFile(`${folder}/test`, 'no test')]

/** Every package has the same parts, and every name names a concept. */
export const checkAnatomy = (
  tree: SourceTree,
  projects: ReadonlyArray<Project>
): ReadonlyArray<Problem> => [
  ...checkRoot(tree),
  ...checkFolderNames(tree),
  ...projects.flatMap(({ folder, files }) =>
    files.flatMap((file) => [
      ...checkFileName(file),
      ...(file.startsWith(`${folder}/test/`) ? checkTestName(file) : [])
    ])
  ),
  ...projects
    .filter(({ folder }) => folder.startsWith('packages/'))
    .flatMap((project) => [
      ...checkReadme(tree, project.folder),
      ...checkIndex(tree, project.folder),
      ...checkTestsExist(project)
    ])
]
